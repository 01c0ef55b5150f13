namespace ComputeNet.Brain.Services;

/// <summary>Holds a plan against its problem: latency limits, replicas, demand, cost and bound.</summary>
public static class ServiceCheck
{
    /// <summary>What is wrong, in words; empty when nothing is.</summary>
    public static IReadOnlyList<string> Violations(ServiceProblem problem, ServicePlan plan) =>
        plan.Hours.Count != problem.Hours
            ? [$"the plan has {plan.Hours.Count} hours, the problem {problem.Hours}"]
            : [.. plan.Hours.SelectMany((hour, index) => Of(new HourCase(problem, index), hour).Select(what => $"hour {index}: {what}"))];

    private static IEnumerable<string> Of(HourCase @case, ServiceHour hour)
    {
        for (var site = 0; site < @case.Sites; site++)
        {
            var served = hour.Routes.Where(r => r.Site == site).Sum(r => r.MilliRequests);
            if (hour.Replicas[site] < 0 || hour.Replicas[site] > @case.Most[site])
                yield return $"{hour.Replicas[site]} replicas at site {site} where {@case.Most[site]} have room";
            if (served > hour.Replicas[site] * @case.Throughput[site])
                yield return $"site {site} serves {served} milli-requests/s with {hour.Replicas[site]} replicas of {@case.Throughput[site]}";
        }
        foreach (var route in hour.Routes.Where(r => r.MilliRequests < 1 || !@case.Allows(r.Client, r.Site)))
            yield return $"{route} is empty or beyond the latency limit";
        for (var client = 0; client < @case.Clients; client++)
        {
            var served = hour.Routes.Where(r => r.Client == client).Sum(r => r.MilliRequests);
            var unserved = hour.Unserved.Where(u => u.Client == client).Sum(u => u.MilliRequests);
            if (served + unserved != @case.Demand[client])
                yield return $"client {client} asks for {@case.Demand[client]} milli-requests/s; {served} are served and {unserved} named as unserved";
        }
        if (hour.CostNanoYuan != @case.CostOf(hour.Replicas, hour.Routes))
            yield return $"the cost is {@case.CostOf(hour.Replicas, hour.Routes)} n¥, not {hour.CostNanoYuan}";
        if (hour.BoundNanoYuan != ServiceBound.Of(@case, hour.PricesNanoYuan))
            yield return $"the prices prove a bound of {ServiceBound.Of(@case, hour.PricesNanoYuan)} n¥, not {hour.BoundNanoYuan}";
    }
}
