using System.Globalization;

namespace ComputeNet.Adapters.Simulated;

/// <summary>What options must be like. All faults are told at once, each with its name and its value.</summary>
public static class SimulatedOptionsRules
{
    /// <exception cref="ArgumentException">Something is out of its bounds.</exception>
    public static SimulatedOptions Checked(this SimulatedOptions options)
    {
        var faults = FaultsOf(options).ToList();
        return faults.Count == 0 ? options : throw new ArgumentException($"Simulated sites: {string.Join("; ", faults)}.");
    }

    public static IEnumerable<string> FaultsOf(SimulatedOptions o)
    {
        foreach (var twice in o.Sites.GroupBy(s => s.Id).Where(g => g.Count() > 1))
            yield return $"site {twice.Key} is there {twice.Count()} times";
        foreach (var (name, share) in Shares(o).Where(s => !(s.Share is >= 0 and <= 1)))
            yield return Text($"{name} must be from 0 to 1, not {share}");
        foreach (var (name, least, most, length) in Lengths(o).Where(l => l.Length < l.Least || l.Length > l.Most))
            yield return Text($"{name} must be from {least} to {most}, not {length}");
        foreach (var trouble in Enum.GetValues<SimulatedTrouble>())
        {
            var (perDay, length) = o.SpellsOf(trouble);
            if (!(perDay is >= 0 and <= MostPerDay))
                yield return Text($"{trouble}: from 0 to {MostPerDay} times a day, not {perDay}");
            else if (perDay > 0 && (length <= TimeSpan.Zero || length > SimulatedFaults.PartOf(perDay)))
                yield return Text($"{trouble}: {perDay} times a day leaves room for {SimulatedFaults.PartOf(perDay)} each, not for {length}");
        }
        foreach (var backwards in o.Faults.Where(f => f.Until < f.From))
            yield return Text($"a chosen {backwards.Trouble} ends at {backwards.Until:O}, before it begins at {backwards.From:O}");
        if (!(o.OverstatedBy is >= 1 and <= 1000))
            yield return Text($"{nameof(o.OverstatedBy)} must be from 1 to 1000, not {o.OverstatedBy}");
        if (!(o.ForeignTraceSpeed is > 0 and <= 1_000_000))
            yield return Text($"{nameof(o.ForeignTraceSpeed)} must be above 0 and at most 1000000, not {o.ForeignTraceSpeed}");
    }

    private const double MostPerDay = 10_000;

    private static IEnumerable<(string Name, double Share)> Shares(SimulatedOptions o) =>
    [
        (nameof(o.FailureRate), o.FailureRate), (nameof(o.RefusalRate), o.RefusalRate), (nameof(o.LossRate), o.LossRate), (nameof(o.DoubleRunRate), o.DoubleRunRate),
        (nameof(o.SkewedShare), o.SkewedShare), (nameof(o.ForeignShare), o.ForeignShare), (nameof(o.AbsentShare), o.AbsentShare), (nameof(o.PriceSwing), o.PriceSwing),
        (nameof(o.LongestShareOfLimit), o.LongestShareOfLimit), (nameof(o.ShortestShareOfLimit), o.ShortestShareOfLimit > o.LongestShareOfLimit ? double.NaN : o.ShortestShareOfLimit),
    ];

    private static IEnumerable<(string Name, TimeSpan Least, TimeSpan Most, TimeSpan Length)> Lengths(SimulatedOptions o) =>
    [
        (nameof(o.ShortestStartDelay), TimeSpan.Zero, o.LongestStartDelay, o.ShortestStartDelay),
        (nameof(o.SlowestAnswer), TimeSpan.Zero, TimeSpan.FromDays(1), o.SlowestAnswer),
        (nameof(o.MostSkew), TimeSpan.Zero, TimeSpan.FromDays(366), o.MostSkew),
        (nameof(o.AbsentFor), TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), o.AbsentFor),
    ];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
