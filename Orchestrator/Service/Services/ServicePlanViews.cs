using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Services;
using ComputeNet.Contracts.Services;

namespace ComputeNet.Service.Services;

/// <summary>The brain's plan of a service as it leaves the Orchestrator: places and yuan instead of indices and nano-yuan.</summary>
internal static class ServicePlanViews
{
    private const double MilliPerRequest = 1000;
    private const decimal NanoPerYuan = 1_000_000_000m;

    internal static ServicePlanView Of(PlanningProblem network, ServiceWish wish, PlanningPolicy policy, SolverLimits limits)
    {
        var offer = ServiceSupply.On(network, policy, wish);
        var plan = ServicePlanner.Solve(offer.Problem, limits);
        var hours = plan.Hours.Select((hour, index) => HourOf(offer, hour, index, network.Now.AddHours(index))).ToList();
        var siteOf = network.Pools.DistinctBy(p => p.Pool).ToDictionary(p => p.Pool, p => p.Site);
        return new ServicePlanView(
            network.Now, hours, [.. offer.Refused.Select(r => new RefusedPoolView(siteOf[r.Pool], r.Pool, r.Why))], hours.Sum(h => h.ComputeYuan), hours.Sum(h => h.CarbonGrams),
            plan.CostNanoYuan / NanoPerYuan, plan.BoundNanoYuan / NanoPerYuan, plan.Gap, plan.Solver);
    }

    private static ServiceHourView HourOf(ServiceOffer offer, ServiceHour hour, int index, DateTimeOffset from)
    {
        var replicas = offer.Replicas.Zip(hour.Replicas).Where(r => r.Second > 0).Select(r => new ReplicasAt(
            r.First.Site, r.First.Pool, r.First.VariantIndex, r.First.Architecture, r.First.Model, r.Second, r.Second * r.First.Devices,
            Math.Round((decimal)(r.Second * r.First.YuanPerHour[index]), 6), r.Second * r.First.GramsPerHour[index])).ToList();
        var clients = offer.Problem.Clients;
        return new ServiceHourView(
            from, replicas,
            [.. hour.Routes.Select(r => new ServedStream(clients[r.Client].Place, offer.Replicas[r.Site].Site, offer.Replicas[r.Site].Pool, r.MilliRequests / MilliPerRequest, clients[r.Client].MillisecondsTo[r.Site]!.Value))],
            [.. hour.Unserved.Select(u => new Contracts.Services.UnservedRequests(clients[u.Client].Place, u.MilliRequests / MilliPerRequest, u.Why))],
            replicas.Sum(r => r.ComputeYuan), replicas.Sum(r => r.CarbonGrams), hour.CostNanoYuan / NanoPerYuan, hour.BoundNanoYuan / NanoPerYuan);
    }
}
