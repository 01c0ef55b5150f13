namespace ComputeNet.Brain.Services;

/// <summary>What a service problem must look like to be solved at all.</summary>
public static class ServiceProblemShape
{
    /// <summary>The dearest plan stays this far below what 64 bits hold.</summary>
    private const long MostNanoYuan = long.MaxValue / 8;

    /// <exception cref="ArgumentException">Names the first figure that is out of range.</exception>
    public static void MustBeSound(ServiceProblem problem)
    {
        Demand(problem.Hours >= 1, "Hours", problem.Hours);
        Demand(problem.UnservedNanoYuan >= 0, "UnservedNanoYuan", problem.UnservedNanoYuan);
        Demand(problem.NanoYuanPerMillisecond is >= 0 and < 1e9, "NanoYuanPerMillisecond", problem.NanoYuanPerMillisecond);
        foreach (var site in problem.Sites)
        {
            Demand(site.MilliRequestsPerReplica >= 1, $"MilliRequestsPerReplica of {site.Pool}", site.MilliRequestsPerReplica);
            Demand(site.MostReplicas.Count > 0 && site.MostReplicas.All(m => m >= 0), $"MostReplicas of {site.Pool}", string.Join(' ', site.MostReplicas));
            Demand(site.NanoYuanPerReplicaHour.Count > 0 && site.NanoYuanPerReplicaHour.All(c => c >= 0), $"NanoYuanPerReplicaHour of {site.Pool}", string.Join(' ', site.NanoYuanPerReplicaHour));
        }
        foreach (var client in problem.Clients)
        {
            Demand(client.MilliRequests.Count > 0 && client.MilliRequests.All(r => r >= 0), $"MilliRequests of {client.Place}", string.Join(' ', client.MilliRequests));
            Demand(client.MillisecondsTo.Count == problem.Sites.Count, $"Number of MillisecondsTo of {client.Place}", client.MillisecondsTo.Count);
            Demand(client.MillisecondsTo.All(ms => ms is null or (>= 0 and < 1e6)), $"MillisecondsTo of {client.Place}", string.Join(' ', client.MillisecondsTo));
        }
        Demand(DearestHour(problem) < MostNanoYuan / problem.Hours, "The dearest hour in n¥", DearestHour(problem));
    }

    private static Int128 DearestHour(ServiceProblem problem)
    {
        var requests = problem.Clients.Aggregate((Int128)0, (sum, c) => sum + c.MilliRequests.Max());
        var farthest = problem.Clients.SelectMany(c => c.MillisecondsTo).Max() ?? 0;
        var perRequest = problem.UnservedNanoYuan + (Int128)(farthest * problem.NanoYuanPerMillisecond) + 1;
        return problem.Sites.Aggregate(requests * perRequest, (sum, s) => sum + Room(s, requests) * s.NanoYuanPerReplicaHour.Max());
    }

    /// <summary>More replicas than all requests together need never run.</summary>
    private static Int128 Room(ServiceSite site, Int128 requests) => Int128.Min(site.MostReplicas.Max(), requests / site.MilliRequestsPerReplica + 1);

    private static void Demand(bool holds, string what, object value)
    {
        if (!holds)
            throw new ArgumentException($"{what} is out of range: {value}.");
    }
}
