namespace ComputeNet.Brain.Services;

/// <summary>One hour of a service with everything in arrays: what the bound, the check and the solvers look things up in.</summary>
internal sealed class HourCase
{
    private readonly long[][] routeCost;

    internal HourCase(ServiceProblem problem, int hour)
    {
        Problem = problem;
        Demand = [.. problem.Clients.Select(c => At(c.MilliRequests, hour))];
        var requests = Demand.Sum();
        Most = [.. problem.Sites.Select(s => Math.Min(At(s.MostReplicas, hour), requests / s.MilliRequestsPerReplica + 1))];
        ReplicaCost = [.. problem.Sites.Select(s => At(s.NanoYuanPerReplicaHour, hour))];
        Throughput = [.. problem.Sites.Select(s => s.MilliRequestsPerReplica)];
        routeCost = [.. problem.Clients.Select(c => c.MillisecondsTo.Select(ms => (long)Math.Round((ms ?? 0) * problem.NanoYuanPerMillisecond)).ToArray())];
    }

    internal ServiceProblem Problem { get; }
    internal long[] Demand { get; }

    /// <summary>Replicas with room, but no more than all requests together could need: more are never worth their cost.</summary>
    internal long[] Most { get; }

    internal long[] ReplicaCost { get; }
    internal long[] Throughput { get; }
    internal int Clients => Demand.Length;
    internal int Sites => Most.Length;

    /// <summary>The latency is known and within the limit.</summary>
    internal bool Allows(int client, int site) => Problem.Clients[client].MillisecondsTo[site] <= Problem.LatencyLimitMilliseconds;

    internal long RouteCost(int client, int site) => routeCost[client][site];

    internal long CostOf(IReadOnlyList<long> replicas, IReadOnlyList<ServiceRoute> routes)
    {
        var cost = 0L;
        for (var site = 0; site < Sites; site++)
            cost += replicas[site] * ReplicaCost[site];
        var left = Demand.Sum();
        foreach (var route in routes)
        {
            cost += route.MilliRequests * RouteCost(route.Client, route.Site);
            left -= route.MilliRequests;
        }
        return cost + left * Problem.UnservedNanoYuan;
    }

    private static long At(IReadOnlyList<long> hours, int hour) => hours[hour % hours.Count];
}
