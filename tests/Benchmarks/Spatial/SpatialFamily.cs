using System.Globalization;
using ComputeNet.Benchmarks.Running;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Services;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Benchmarks.Spatial;

/// <summary>Work of every zone goes to clean zones within a latency limit and their room.</summary>
public sealed class SpatialFamily : IFamily
{
    /// <summary>Room of a zone; the idle share says how much of it its own work leaves.</summary>
    private const int Room = 100;

    /// <summary>Carbon as cost: the planner counts in whole numbers.</summary>
    private const double NanoPerGram = 1e9;

    private const double Tolerance = 1e-6;

    /// <summary>The published figures have three decimals.</summary>
    private const double PublishedTolerance = 5.1e-4;

    public string Name => "spatial";
    public string Purpose => "Where work goes under latency and room, against the published greedy and the optimum of the linear program, with the bound that proves it";
    public IReadOnlyList<string> Needs => [SpatialTrace.CarbonFile, SpatialTrace.LatencyFile, SpatialTrace.PublishedFile];

    public IEnumerable<CaseResult> Run(RunOptions options)
    {
        var trace = SpatialTrace.Read(options);
        var checker = new SpatialChecker(options.PathOf(SpatialTrace.CarbonFile), options.PathOf(SpatialTrace.LatencyFile));
        foreach (var row in TraceTable.Read(options.PathOf(SpatialTrace.PublishedFile)).Rows.Select(cells => cells.Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray()))
        {
            var (limit, work) = (row[0], (int)Math.Round(Room * (1 - row[1] / 100)));
            var name = $"{limit} ms, {row[1]} % idle, {trace.Zones.Count} zones";
            var greedy = PublishedGreedy.GramsPerKilowattHour(trace, limit, work, Room);
            yield return new CaseResult
            {
                Case = $"{name} / calibration",
                Value = greedy,
                Reference = row[2],
                Met = Math.Abs(greedy - row[2]) <= PublishedTolerance,
                Unit = "g/kWh",
                Note = "the published greedy",
            };
            yield return Optimum(name, trace, checker, limit, work, row[3], options.Repeats);
        }
    }

    private static CaseResult Optimum(string name, SpatialTrace trace, SpatialChecker checker, double limit, int work, double reference, int repeats)
    {
        var problem = ProblemOf(trace, limit, work);
        var (plan, seconds) = Timing.Repeat(repeats, () => ServicePlanner.Solve(problem, new SolverLimits()));
        if (ServiceCheck.Violations(problem, plan) is { Count: > 0 } wrong)
            throw new CheckerRefusedException(wrong[0]);
        var hour = plan.Hours[0];
        var value = (double)checker.Value((decimal)limit, work, Room, [.. hour.Routes.Select(r => (trace.Zones[r.Client], trace.Zones[r.Site], r.MilliRequests))]);
        // What a zone charges above its own carbon is the price of its room.
        var charges = trace.Zones.Select((zone, site) => (zone, Charge: Math.Max(0, hour.PricesNanoYuan[site] - problem.Sites[site].NanoYuanPerReplicaHour[0]) / (decimal)NanoPerGram));
        var bound = (double)checker.Bound((decimal)limit, work, Room, charges.ToDictionary(c => c.zone, c => c.Charge));
        return new CaseResult
        {
            Case = $"{name} / ours",
            Value = value,
            Reference = reference,
            Bound = bound,
            Gap = (value - bound) / value,
            Seconds = seconds.Median,
            SecondsP95 = seconds.P95,
            Met = value - bound <= Tolerance * value && Math.Abs(value - reference) <= PublishedTolerance,
            Unit = "g/kWh",
        };
    }

    /// <summary>A unit of work is a request that a replica of its own serves, at the cost of the zone's carbon.</summary>
    private static ServiceProblem ProblemOf(SpatialTrace trace, double limit, int work) => new()
    {
        Hours = 1,
        LatencyLimitMilliseconds = limit,
        UnservedNanoYuan = (long)(10_000 * NanoPerGram),
        Clients = [.. trace.Zones.Select((zone, origin) => new ClientRegion(new PlaceId(zone), [work], [.. trace.Zones.Select((_, site) => (double?)trace.Milliseconds(origin, site))]))],
        Sites = [.. trace.Zones.Select((zone, site) => new ServiceSite(new PoolId(zone), 1, [Room], [(long)Math.Round(trace.Grams[site] * NanoPerGram)]))],
    };
}
