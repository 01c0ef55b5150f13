namespace ComputeNet.Brain.Services;

/// <summary>
/// Recomputes the lower bound of an hour from its prices alone, no solver in it. Why it is a bound: let every site charge v ≥ 0 per request instead of
/// limiting what its replicas serve, and pay the takings back. Each region then goes where latency + v is least (or stays unserved), each site runs all
/// its replicas when they take more than they cost, else none; nobody is better off in any valid plan (weak duality).
/// </summary>
public static class ServiceBound
{
    /// <exception cref="ArgumentException">A price is missing or below zero: that proves nothing.</exception>
    public static long Of(ServiceProblem problem, int hour, IReadOnlyList<long> pricesNanoYuan) => Of(new HourCase(problem, hour), pricesNanoYuan);

    internal static long Of(HourCase @case, IReadOnlyList<long> prices)
    {
        if (prices.Count != @case.Sites || prices.Any(p => p < 0))
            throw new ArgumentException($"Needs a price of at least 0 for each of {@case.Sites} sites; got [{string.Join(", ", prices)}].", nameof(prices));
        Int128 bound = 0;
        for (var client = 0; client < @case.Clients; client++)
        {
            var cheapest = @case.Problem.UnservedNanoYuan;
            for (var site = 0; site < @case.Sites; site++)
            {
                if (@case.Allows(client, site))
                    cheapest = Math.Min(cheapest, @case.RouteCost(client, site) + prices[site]);
            }
            bound += (Int128)cheapest * @case.Demand[client];
        }
        for (var site = 0; site < @case.Sites; site++)
            bound += @case.Most[site] * Int128.Min(0, @case.ReplicaCost[site] - (Int128)@case.Throughput[site] * prices[site]);
        return (long)Int128.Max(0, bound);
    }
}
