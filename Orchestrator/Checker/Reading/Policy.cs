namespace ComputeNet.Checker.Reading;

/// <summary>A policy as stored: the weights and prices of the cost terms. A price that it does not tell is 0: the term is not priced.</summary>
internal sealed record Policy
{
    /// <summary>Yuan per gigabyte when neither problem nor policy says anything.</summary>
    private const double DearestTransfer = 2;

    /// <summary>Of a tenant that weighs like the network.</summary>
    internal required Weights Weights { get; init; }
    internal required IReadOnlyDictionary<string, Weights> WeightsOfTenants { get; init; }
    internal required double CarbonYuanPerTonne { get; init; }
    internal required double LatencyYuanPerMillisecondHour { get; init; }
    internal required double WaitingYuanPerHour { get; init; }
    internal required double UnplacedYuan { get; init; }
    internal required double LatenessYuanPerHour { get; init; }
    internal required double MigrationYuan { get; init; }
    internal required double StabilityYuan { get; init; }
    internal required double FragmentationYuanPerDeviceHour { get; init; }
    internal required double CarbonCaution { get; init; }
    internal required double ExtraPoolYuan { get; init; }
    internal required double TrustWeight { get; init; }
    internal required double AssumedYuanPerGigabyte { get; init; }
    internal required double AssumedGramsPerKilowattHour { get; init; }
    internal required double AssumedWatts { get; init; }
    internal required double AssumedPue { get; init; }
    internal required double AssumedMilliseconds { get; init; }

    /// <summary>Running workloads that one round may move.</summary>
    internal required int MostMigrations { get; init; }

    /// <summary>Pools × slots that are planned; a longer horizon is cut.</summary>
    internal required int PoolSlots { get; init; }

    internal static Policy Read(Node node)
    {
        node.KnowingOnly(
            "priceWeight", "latencyWeight", "carbonWeight", "carbonYuanPerTonne", "latencyYuanPerMillisecondHour", "waitingYuanPerHour", "unplacedYuan", "assumed", "limits", "seed",
            "latenessYuanPerHour", "migrationYuan", "stabilityYuan", "fragmentationYuanPerDeviceHour", "trustWeight", "tenants", "mostTenantFactor", "mostMoves", "extraPoolYuan", "carbonCaution", "mostMigrations");
        double Price(string name) => Known.OrZero((double)(node.Find(name)?.Money() ?? 0));
        var assumed = node["assumed"].KnowingOnly("carbonGramsPerKilowattHour", "wattsPerDevice", "pue", "latencyMilliseconds", "transferYuanPerGigabyte");
        return new Policy
        {
            Weights = Weights.Read(node, null),
            WeightsOfTenants = node.List("tenants").DistinctBy(t => t["tenant"].Text()).ToDictionary(t => t["tenant"].Text(), t => Weights.Read(node, t)),
            CarbonYuanPerTonne = Price("carbonYuanPerTonne"),
            LatencyYuanPerMillisecondHour = Price("latencyYuanPerMillisecondHour"),
            WaitingYuanPerHour = Price("waitingYuanPerHour"),
            UnplacedYuan = Price("unplacedYuan"),
            LatenessYuanPerHour = Price("latenessYuanPerHour"),
            MigrationYuan = Price("migrationYuan"),
            StabilityYuan = Price("stabilityYuan"),
            FragmentationYuanPerDeviceHour = Price("fragmentationYuanPerDeviceHour"),
            CarbonCaution = Known.OrZero(node.Find("carbonCaution")?.Figure() ?? 0),
            ExtraPoolYuan = Price("extraPoolYuan"),
            TrustWeight = Known.OrZero(node.Find("trustWeight")?.Figure() ?? 0),
            AssumedYuanPerGigabyte = Known.Figure(assumed.Find("transferYuanPerGigabyte")?.Figure()) ?? DearestTransfer,
            AssumedGramsPerKilowattHour = Known.OrZero(assumed["carbonGramsPerKilowattHour"].Figure()),
            AssumedWatts = Known.OrZero(assumed["wattsPerDevice"].Figure()),
            AssumedPue = assumed["pue"].Figure() is >= 1 and <= 10 and var pue ? pue : 1,
            AssumedMilliseconds = Known.OrZero(assumed["latencyMilliseconds"].Figure()),
            MostMigrations = Math.Max(0, node.Find("mostMigrations")?.Count() ?? 0),
            PoolSlots = node["limits"]["poolSlots"].Count(),
        };
    }
}

/// <summary>Factors on price, latency and carbon: the network's, times a tenant's own within the policy's bounds.</summary>
internal sealed record Weights(double Price, double Latency, double Carbon)
{
    internal static Weights Read(Node policy, Node? tenant)
    {
        tenant?.KnowingOnly("tenant", "price", "latency", "carbon");
        var most = policy.Find("mostTenantFactor")?.Figure() is >= 1 and <= 1e6 and var told ? told : 1;
        double Factor(string network, string own) =>
            Known.OrZero(policy[network].Figure()) * (tenant?.Find(own)?.Figure() is { } factor && double.IsFinite(factor) ? Math.Clamp(factor, 1 / most, most) : 1);
        return new Weights(Factor("priceWeight", "price"), Factor("latencyWeight", "latency"), Factor("carbonWeight", "carbon"));
    }
}
