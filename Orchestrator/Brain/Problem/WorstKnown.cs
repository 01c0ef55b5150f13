using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Problem;

/// <summary>
/// The rule for unknown figures: charge the highest that any pool of the problem knows, and say so; when none knows, the policy's assumption.
/// Never zero: a site must not win by not telling.
/// </summary>
public sealed class WorstKnown
{
    private WorstKnown(double carbon, double watts, double pue, string carbonSource, string wattsSource, string pueSource)
    {
        (CarbonGramsPerKilowattHour, WattsPerDevice, Pue) = (carbon, watts, pue);
        (Carbon, Watts, PueBasis) = (Provenance.Assumed(carbonSource), Provenance.Assumed(wattsSource), Provenance.Assumed(pueSource));
    }

    public double CarbonGramsPerKilowattHour { get; }
    public double WattsPerDevice { get; }
    public double Pue { get; }

    /// <summary>The lowest trust that any pool of the problem has earned; 1 when none has any yet, and then nothing is discounted.</summary>
    public double Trust { get; private init; } = 1;

    /// <summary>The slowest transfer that any pool of the problem knows; null when none does.</summary>
    public double? MegabytesPerSecond { get; private init; }

    /// <summary>Yuan per gigabyte.</summary>
    public double Transfer { get; private init; }

    public Provenance Carbon { get; }
    public Provenance Watts { get; }
    public Provenance PueBasis { get; }

    public static WorstKnown Among(IReadOnlyList<PoolSupply> pools, AssumedFigures assumed)
    {
        var (carbon, carbonSource) = Highest(pools, p => Known.Hourly(p.CarbonGramsPerKilowattHour)?.Max(), Known.Factor(assumed.CarbonGramsPerKilowattHour), "carbon intensity");
        var (watts, wattsSource) = Highest(pools, p => Known.Watts(p.WattsPerDevice), Known.Factor(assumed.WattsPerDevice), "power per device");
        var (pue, pueSource) = Highest(pools, p => Known.Pue(p.Pue), Known.Pue(assumed.Pue) ?? 1, "PUE");
        return new WorstKnown(carbon, watts, pue, carbonSource, wattsSource, pueSource)
        {
            Trust = pools.Min(p => Known.Share(p.Trust)) ?? 1,
            MegabytesPerSecond = pools.SelectMany(p => p.Transfers ?? []).Min(t => Known.Speed(t.MegabytesPerSecond)),
            Transfer = pools.SelectMany(p => p.Transfers ?? []).Max(t => Known.Figure(t.YuanPerGigabyte))
                ?? Known.Figure(assumed.TransferYuanPerGigabyte) ?? AssumedFigures.DearestTransfer,
        };
    }

    private static (double Value, string Source) Highest(IReadOnlyList<PoolSupply> pools, Func<PoolSupply, double?> figure, double assumed, string what)
    {
        PoolSupply? worst = null;
        var highest = double.NegativeInfinity;
        foreach (var pool in pools)
        {
            if (figure(pool) is { } value && value > highest)
                (worst, highest) = (pool, value);
        }
        return worst is null ? (assumed, $"unknown {what}: the policy's assumption") : (highest, $"unknown {what}: the highest known, of {worst.Pool}");
    }
}
