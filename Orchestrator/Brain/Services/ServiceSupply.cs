using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Services;

/// <summary>Turns the pools of a planning problem into the sites of a service: law, prices, carbon and room are those of every other demand.</summary>
public static class ServiceSupply
{
    private const double NanoPerYuan = 1e9;
    private const double GramsPerTonne = 1_000_000;
    private const int MilliPerRequest = 1000;
    private const int SecondsPerHour = 3600;

    /// <summary>As many whole hours as the problem's horizon has, at least one.</summary>
    public static ServiceOffer On(PlanningProblem problem, PlanningPolicy policy, ServiceWish wish)
    {
        var @case = new PlanningCase(problem, policy);
        var replica = @case.Consider(wish.Replica);
        var hours = (int)Math.Max(1, @case.Clock.Slots * @case.Clock.SlotSeconds / SecondsPerHour);
        var (sites, refused) = (new List<(PoolFacts Pool, ServiceSite Site, ReplicaOffer Replica)>(), new List<RefusedPool>());
        foreach (var pool in @case.Pools)
        {
            var variants = Enumerable.Range(0, replica.Variants.Count).Select(v => Offer(@case, replica, v, pool, hours)).ToList();
            if (variants.Where(v => v.Site is not null).OrderBy(v => (double)v.Site!.NanoYuanPerReplicaHour[0] / v.Site.MilliRequestsPerReplica).FirstOrDefault() is { Site: { } site, Replica: { } offered })
                sites.Add((pool, site, offered));
            else if (variants.Count > 0)
                refused.Add(new RefusedPool(pool.Supply.Pool, variants[^1].Why!));
        }
        // The policy prices latency per workload and hour; here a workload is what one replica serves, the slowest that there is.
        var slowest = sites.Select(s => s.Site.MilliRequestsPerReplica).DefaultIfEmpty(MilliPerRequest).Min();
        return new ServiceOffer(
            new ServiceProblem
            {
                Hours = hours,
                LatencyLimitMilliseconds = wish.LatencyLimitMilliseconds,
                NanoYuanPerMillisecond = replica.Weights.Latency * Known.Factor(policy.LatencyYuanPerMillisecondHour) * NanoPerYuan / slowest,
                UnservedNanoYuan = (long)(Known.Factor(wish.UnservedYuanPerThousand) / 1000 * SecondsPerHour / MilliPerRequest * NanoPerYuan),
                Clients = [.. wish.Clients.Select(c => ClientOf(c, @case.LatenciesFrom(c.Place), sites.Select(s => s.Pool.Index)))],
                Sites = [.. sites.Select(s => s.Site)],
            },
            refused,
            [.. sites.Select(s => s.Replica)]);
    }

    private static ClientRegion ClientOf(ServiceClients clients, PoolLatencies latencies, IEnumerable<int> pools) => new(
        clients.Place,
        [.. clients.RequestsPerSecond.DefaultIfEmpty().Select(r => (long)Math.Ceiling(Known.Factor(r) * MilliPerRequest))],
        [.. pools.Select(latencies.KnownTo)]);

    private static (ServiceSite? Site, ReplicaOffer? Replica, Refusal? Why) Offer(PlanningCase @case, DemandFacts replica, int variant, PoolFacts pool, int hours)
    {
        var candidate = new Candidacy(@case, replica, variant, pool);
        if (Rulebook.FirstRefusing(candidate) is { } rule)
            return (null, null, rule.Because(candidate));
        var told = candidate.Variant.Variant.Throughput?.FirstOrDefault(t => t.Model == pool.Supply.Model);
        var served = (long)((Known.Figure(told?.StepsPerSecond) ?? 0) * MilliPerRequest);
        if (served < 1)
            return (null, null, Refusal.Because("throughput-unknown", ("pool", pool.Supply.Pool), ("model", pool.Supply.Model)));
        var yuan = PerHours(pool.PriceFactors, candidate.YuanPerDeviceHour * candidate.PaidDevices);
        var grams = PerHours(pool.Curve, pool.KilowattsPerDevice * candidate.PaidDevices);
        var charged = PerHours(pool.ChargedCurve, pool.KilowattsPerDevice * candidate.PaidDevices);
        var carbon = replica.Weights.Carbon * @case.Prices.CarbonYuanPerTonne / GramsPerTonne;
        return (
            new ServiceSite(pool.Supply.Pool, served, RoomPerHour(@case.Clock, pool, candidate.Units, hours), [.. yuan.Zip(charged).Select(h => (long)Math.Round(NanoPerYuan * (replica.Weights.Price * h.First + carbon * h.Second)))]),
            new ReplicaOffer(pool.Supply.Site, pool.Supply.Pool, variant, pool.Supply.Model, pool.Supply.Architecture, candidate.PaidDevices, yuan, grams),
            null);

        List<double> PerHours(HourlyCurve? curve, double each) => [.. Enumerable.Range(0, hours).Select(h => each * PerHour(@case.Clock, curve, h))];
    }

    /// <summary>The curve's mean over an hour, by the slots that begin in it, at least one.</summary>
    private static double PerHour(SlotClock clock, HourlyCurve? curve, int hour)
    {
        var (from, to) = (hour * SecondsPerHour / clock.SlotSeconds, (hour + 1) * SecondsPerHour / clock.SlotSeconds);
        return HourlyCurve.Mean(curve, (int)Math.Min(from, Math.Max(0, clock.Slots - 1)), Math.Max(1, to - from) * clock.SlotSeconds);
    }

    /// <summary>Whole replicas in the devices that are free during all of the hour.</summary>
    private static List<long> RoomPerHour(SlotClock clock, PoolFacts pool, long units, int hours)
    {
        var free = new int[Math.Max(1, clock.Slots)];
        pool.WriteFree(clock, free);
        var room = new List<long>();
        for (var hour = 0; hour < hours; hour++)
        {
            var (first, end) = (hour * SecondsPerHour / clock.SlotSeconds, ((hour + 1) * SecondsPerHour + clock.SlotSeconds - 1) / clock.SlotSeconds);
            room.Add(free.Skip((int)first).Take((int)Math.Max(1, end - first)).DefaultIfEmpty(free[^1]).Min() / units);
        }
        return room;
    }
}
