using ComputeNet.Brain.Services;
using Google.OrTools.Sat;

namespace ComputeNet.Brain.Solvers.Services;

/// <summary>One hour with whole replicas, by CP-SAT from a plan in hand. Single worker, fixed seed, deterministic time.</summary>
internal static class ReplicaSolver
{
    /// <summary>CP-SAT refuses sums that could pass 2⁶³; costs are coarsened, if ever, to stay below this.</summary>
    private const double MostInObjective = 1L << 52;

    /// <summary>A cheaper plan, or the one given.</summary>
    internal static (long[] Replicas, List<ServiceRoute> Routes) Improve(HourCase @case, long[] replicas, List<ServiceRoute> routes, double seconds, ref string? trouble)
    {
        try
        {
            var found = Search(@case, replicas, routes, seconds);
            if (found is { } better)
            {
                var needed = ServiceGreedy.ReplicasFor(@case, better);
                if (@case.CostOf(needed, better) < @case.CostOf(replicas, routes))
                    return (needed, better);
            }
        }
        catch (Exception missing) when (missing is DllNotFoundException or TypeInitializationException or BadImageFormatException or EntryPointNotFoundException or System.Runtime.InteropServices.SEHException)
        {
            // The native library is missing or broken on this machine; the plan in hand is valid.
            trouble ??= missing.GetType().Name;
        }
        return (replicas, routes);
    }

    private static List<ServiceRoute>? Search(HourCase @case, long[] replicas, List<ServiceRoute> routes, double seconds)
    {
        var model = new CpModel();
        var unit = (long)Math.Max(1, @case.CostOf(replicas, routes) / MostInObjective);
        var (terms, weights) = (new List<IntVar>(), new List<long>());
        var counts = @case.Most.Select((most, site) => Priced(model.NewIntVar(0, Math.Min(most, Needed(@case, site)), ""), @case.ReplicaCost[site], replicas[site])).ToArray();
        var hints = routes.ToDictionary(r => (r.Client, r.Site), r => r.MilliRequests);
        var (served, links) = (counts.Select(_ => new List<IntVar>()).ToArray(), new List<(int Client, int Site, IntVar Requests)>());
        for (var client = 0; client < @case.Clients; client++)
        {
            var unserved = @case.Demand[client] - routes.Where(r => r.Client == client).Sum(r => r.MilliRequests);
            var parts = new List<IntVar> { Priced(model.NewIntVar(0, @case.Demand[client], ""), @case.Problem.UnservedNanoYuan, unserved) };
            for (var site = 0; site < @case.Sites; site++)
            {
                if (!@case.Allows(client, site))
                    continue;
                var requests = Priced(model.NewIntVar(0, @case.Demand[client], ""), @case.RouteCost(client, site), hints.GetValueOrDefault((client, site)));
                parts.Add(requests);
                served[site].Add(requests);
                links.Add((client, site, requests));
            }
            model.Add(LinearExpr.Sum(parts) == @case.Demand[client]);
        }
        for (var site = 0; site < @case.Sites; site++)
            model.Add(LinearExpr.Sum(served[site]) <= counts[site] * @case.Throughput[site]);
        model.Minimize(LinearExpr.WeightedSum(terms, weights));
        var solver = CpSat.Solver(seed: 1, seconds);
        return solver.Solve(model) is CpSolverStatus.Optimal or CpSolverStatus.Feasible
            ? [.. links.Select(l => new ServiceRoute(l.Client, l.Site, solver.Value(l.Requests))).Where(r => r.MilliRequests > 0)]
            : null;

        IntVar Priced(IntVar variable, long cost, long hint)
        {
            terms.Add(variable);
            weights.Add(cost / unit);
            model.AddHint(variable, hint);
            return variable;
        }
    }

    /// <summary>More replicas than all regions in reach need are never worth their cost.</summary>
    private static long Needed(HourCase @case, int site)
    {
        var reach = Enumerable.Range(0, @case.Clients).Where(c => @case.Allows(c, site)).Sum(c => @case.Demand[c]);
        return (reach + @case.Throughput[site] - 1) / @case.Throughput[site];
    }
}
