using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Services;

/// <summary>The reason that requests of a client region stay unserved, with the numbers.</summary>
internal static class WhyUnserved
{
    internal static List<UnservedRequests> In(HourCase @case, IReadOnlyList<ServiceRoute> routes)
    {
        var left = (long[])@case.Demand.Clone();
        foreach (var route in routes)
            left[route.Client] -= route.MilliRequests;
        return [.. Enumerable.Range(0, left.Length).Where(c => left[c] > 0).Select(c => new UnservedRequests(c, left[c], Because(@case, c, left[c])))];
    }

    private static Refusal Because(HourCase @case, int client, long milliRequests)
    {
        var region = @case.Problem.Clients[client];
        var limit = @case.Problem.LatencyLimitMilliseconds;
        if (@case.Sites == 0)
            return Refusal.Because("service-has-no-pool", ("clientPlace", region.Place));
        if (region.MillisecondsTo.Min() is not { } nearest)
            return Refusal.Because("latency-unknown", ("clientPlace", region.Place), ("limitMilliseconds", limit));
        if (nearest > limit)
            return Refusal.Because("latency-over-limit", ("clientPlace", region.Place), ("latencyMilliseconds", nearest), ("limitMilliseconds", limit));
        var within = Enumerable.Range(0, @case.Sites).Where(s => @case.Allows(client, s)).ToList();
        // A replica that this region would fill alone is the cheapest that serving it can get.
        var isWorthIt = within.Any(s => @case.RouteCost(client, s) + @case.ReplicaCost[s] / @case.Throughput[s] < @case.Problem.UnservedNanoYuan);
        return Refusal.Because(isWorthIt ? "service-capacity-short" : "service-not-worth-its-cost",
            ("clientPlace", region.Place),
            ("needMilliRequests", milliRequests),
            ("roomMilliRequests", within.Sum(s => @case.Most[s] * @case.Throughput[s])));
    }
}
