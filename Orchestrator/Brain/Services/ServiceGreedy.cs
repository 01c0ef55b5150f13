namespace ComputeNet.Brain.Services;

/// <summary>
/// Region after region, each to where a request costs least while there is room: the plan to fall back on, and the one that others must beat.
/// </summary>
internal static class ServiceGreedy
{
    internal static (long[] Replicas, List<ServiceRoute> Routes) Solve(HourCase @case)
    {
        var room = Enumerable.Range(0, @case.Sites).Select(s => @case.Most[s] * @case.Throughput[s]).ToArray();
        var routes = new List<ServiceRoute>();
        for (var client = 0; client < @case.Clients; client++)
        {
            var left = @case.Demand[client];
            foreach (var site in Enumerable.Range(0, @case.Sites).Where(s => @case.Allows(client, s)).OrderBy(s => PerRequest(@case, client, s)))
            {
                var served = Math.Min(left, room[site]);
                if (served < 1 || PerRequest(@case, client, site) >= @case.Problem.UnservedNanoYuan)
                    continue;
                routes.Add(new ServiceRoute(client, site, served));
                (left, room[site]) = (left - served, room[site] - served);
            }
        }
        return (ReplicasFor(@case, routes), routes);
    }

    /// <summary>As few replicas as serve the routes.</summary>
    internal static long[] ReplicasFor(HourCase @case, IReadOnlyList<ServiceRoute> routes)
    {
        var served = new long[@case.Sites];
        foreach (var route in routes)
            served[route.Site] += route.MilliRequests;
        return [.. served.Select((requests, site) => (requests + @case.Throughput[site] - 1) / @case.Throughput[site])];
    }

    private static double PerRequest(HourCase @case, int client, int site) => @case.RouteCost(client, site) + (double)@case.ReplicaCost[site] / @case.Throughput[site];
}
