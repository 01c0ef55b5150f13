using ComputeNet.Brain.Services;
using Google.OrTools.LinearSolver;

namespace ComputeNet.Brain.Solvers.Services;

/// <summary>
/// One hour with replicas in fractions: a linear program (GLOP). Its dual prices prove a bound; its routes, whole whenever the costs leave no tie,
/// are a first plan.
/// </summary>
/// <param name="Routes">Null when they are not whole numbers, or there is no answer.</param>
/// <param name="Trouble">What could not be used.</param>
internal sealed record RelaxedService(long[] PricesNanoYuan, List<ServiceRoute>? Routes, string? Trouble)
{
    /// <summary>GLOP gives up on costs of many digits; it sees them as shares of the dearest.</summary>
    private const double DearestCost = 1e4;

    /// <summary>What GLOP's arithmetic may be off by, as a share.</summary>
    private const double Noise = 1e-7;

    internal static RelaxedService Solve(HourCase @case)
    {
        try
        {
            using var solver = Solver.CreateSolver("GLOP");
            return solver is null ? Unpriced(@case, "GLOP") : Solve(@case, solver);
        }
        catch (Exception trouble) when (trouble is DllNotFoundException or TypeInitializationException or BadImageFormatException or EntryPointNotFoundException or System.Runtime.InteropServices.SEHException)
        {
            // The native library is missing or broken on this machine; the greedy plan and a bound without prices remain.
            return Unpriced(@case, trouble.GetType().Name);
        }
    }

    private static RelaxedService Solve(HourCase @case, Solver solver)
    {
        var objective = solver.Objective();
        var scale = DearestCost / Math.Max(1, Math.Max(@case.Problem.UnservedNanoYuan, @case.ReplicaCost.DefaultIfEmpty().Max()));
        var demand = @case.Demand.Select(d => solver.MakeConstraint(d, d)).ToArray();
        var room = @case.Most.Select(_ => solver.MakeConstraint(double.NegativeInfinity, 0)).ToArray();
        for (var site = 0; site < @case.Sites; site++)
        {
            var replicas = solver.MakeNumVar(0, @case.Most[site], "");
            objective.SetCoefficient(replicas, scale * @case.ReplicaCost[site]);
            room[site].SetCoefficient(replicas, -@case.Throughput[site]);
        }
        var routes = new List<(int Client, int Site, Variable Requests)>();
        for (var client = 0; client < @case.Clients; client++)
        {
            var unserved = solver.MakeNumVar(0, double.PositiveInfinity, "");
            objective.SetCoefficient(unserved, scale * @case.Problem.UnservedNanoYuan);
            demand[client].SetCoefficient(unserved, 1);
            for (var site = 0; site < @case.Sites; site++)
            {
                if (!@case.Allows(client, site))
                    continue;
                var requests = solver.MakeNumVar(0, double.PositiveInfinity, "");
                objective.SetCoefficient(requests, scale * @case.RouteCost(client, site));
                demand[client].SetCoefficient(requests, 1);
                room[site].SetCoefficient(requests, 1);
                routes.Add((client, site, requests));
            }
        }
        objective.SetMinimization();
        if (solver.Solve() != Solver.ResultStatus.OPTIMAL)
            return Unpriced(@case, null);
        // The row says served − throughput × replicas ≤ 0: its dual is −price. Any rounding keeps the bound a bound.
        var prices = room.Select((row, site) => Rounded(-row.DualValue() / scale, @case.ReplicaCost[site], @case.Throughput[site])).ToArray();
        var whole = routes.Select(r => new ServiceRoute(r.Client, r.Site, (long)Math.Round(r.Requests.SolutionValue()))).Where(r => r.MilliRequests > 0).ToList();
        return new RelaxedService(prices, AreSound(@case, whole) ? whole : null, null);
    }

    /// <summary>
    /// To what a replica costs, or to the whole number, when that is meant; else down: a site whose price passed its cost by a rounding error would
    /// seem to earn on all its replicas.
    /// </summary>
    private static long Rounded(double price, long replicaCost, long throughput)
    {
        if (Math.Abs(price * throughput - replicaCost) <= Noise * replicaCost)
            return replicaCost / throughput;
        var whole = Math.Round(price);
        return (long)Math.Max(0, Math.Abs(price - whole) <= Noise * (1 + price) ? whole : Math.Floor(price));
    }

    /// <summary>Rounding broke neither a demand nor a site's room.</summary>
    private static bool AreSound(HourCase @case, List<ServiceRoute> routes) =>
        routes.GroupBy(r => r.Client).All(g => g.Sum(r => r.MilliRequests) <= @case.Demand[g.Key])
        && routes.GroupBy(r => r.Site).All(g => g.Sum(r => r.MilliRequests) <= @case.Most[g.Key] * @case.Throughput[g.Key]);

    private static RelaxedService Unpriced(HourCase @case, string? trouble) => new(new long[@case.Sites], null, trouble);
}
