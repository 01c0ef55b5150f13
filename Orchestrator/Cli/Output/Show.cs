using System.Globalization;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Cli.Output;

/// <summary>Figures as people read them; every one has its unit in the column's title.</summary>
internal static class Show
{
    internal static string Yuan(long microYuan) => Number((double)Micro.ToYuan(microYuan), "0.00####");

    internal static string Yuan(decimal? yuan) => yuan?.ToString("0.00####", CultureInfo.InvariantCulture) ?? "unknown";

    internal static string Number(double? value, string format = "0.###") => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";

    internal static string Signed(double? value, string format = "0.###") =>
        value?.ToString($"+{format};-{format};0", CultureInfo.InvariantCulture) ?? "–";

    internal static string Time(DateTimeOffset? instant) => instant?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "–";

    /// <summary>The pool, or the members by pool of a gang over several.</summary>
    internal static string Place(PoolId pool, IReadOnlyList<GangPart>? parts) => parts switch
    {
        null => pool.Value,
        [] => "pools together",
        _ => string.Join(" + ", parts.Select(p => $"{p.Members} in {p.Pool}")),
    };

    /// <summary>¥, ms, kWh and gCO₂e, always in this order.</summary>
    internal static string[] Figures(CandidateFigures? figures) =>
        [Yuan(figures?.PriceYuan), Number(figures?.LatencyMilliseconds), Number(figures?.EnergyKilowattHours), Number(figures?.CarbonGrams, "0.#")];

    /// <summary>New minus old in ¥, ms, kWh, gCO₂e and joint cost.</summary>
    internal static string[] Differences(FigureDifference d) =>
    [
        Signed((double?)d.PriceYuan, "0.00####"), Signed(d.LatencyMilliseconds), Signed(d.EnergyKilowattHours), Signed(d.CarbonGrams, "0.#"), Signed((double)Micro.ToYuan(d.CostMicroYuan), "0.00####"),
    ];

    /// <summary>Titles of the columns that <see cref="Figures"/> fills.</summary>
    internal static readonly string[] FigureColumns = ["#¥", "#ms", "#kWh", "#gCO₂e"];
}
