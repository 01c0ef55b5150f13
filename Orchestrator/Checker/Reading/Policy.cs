namespace ComputeNet.Checker.Reading;

/// <summary>A policy as stored: the weights and prices of the cost terms. A stored policy has every member; nothing is defaulted.</summary>
internal sealed record Policy
{
    internal required double PriceWeight { get; init; }
    internal required double LatencyWeight { get; init; }
    internal required double CarbonWeight { get; init; }
    internal required double CarbonYuanPerTonne { get; init; }
    internal required double LatencyYuanPerMillisecondHour { get; init; }
    internal required double WaitingYuanPerHour { get; init; }
    internal required double UnplacedYuan { get; init; }
    internal required double AssumedGramsPerKilowattHour { get; init; }
    internal required double AssumedWatts { get; init; }
    internal required double AssumedPue { get; init; }
    internal required double AssumedMilliseconds { get; init; }

    /// <summary>Pools × slots that are planned; a longer horizon is cut.</summary>
    internal required int PoolSlots { get; init; }

    internal static Policy Read(Node node)
    {
        node.KnowingOnly(
            "priceWeight", "latencyWeight", "carbonWeight", "carbonYuanPerTonne", "latencyYuanPerMillisecondHour", "waitingYuanPerHour", "unplacedYuan", "assumed", "limits", "seed");
        var assumed = node["assumed"].KnowingOnly("carbonGramsPerKilowattHour", "wattsPerDevice", "pue", "latencyMilliseconds");
        return new Policy
        {
            PriceWeight = Known.OrZero(node["priceWeight"].Figure()),
            LatencyWeight = Known.OrZero(node["latencyWeight"].Figure()),
            CarbonWeight = Known.OrZero(node["carbonWeight"].Figure()),
            CarbonYuanPerTonne = Known.OrZero((double)node["carbonYuanPerTonne"].Money()),
            LatencyYuanPerMillisecondHour = Known.OrZero((double)node["latencyYuanPerMillisecondHour"].Money()),
            WaitingYuanPerHour = Known.OrZero((double)node["waitingYuanPerHour"].Money()),
            UnplacedYuan = Known.OrZero((double)node["unplacedYuan"].Money()),
            AssumedGramsPerKilowattHour = Known.OrZero(assumed["carbonGramsPerKilowattHour"].Figure()),
            AssumedWatts = Known.OrZero(assumed["wattsPerDevice"].Figure()),
            AssumedPue = assumed["pue"].Figure() is >= 1 and <= 10 and var pue ? pue : 1,
            AssumedMilliseconds = Known.OrZero(assumed["latencyMilliseconds"].Figure()),
            PoolSlots = node["limits"]["poolSlots"].Count(),
        };
    }
}
