using System.Globalization;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Simulated;

/// <summary>What may be wrong with a site for a while.</summary>
public enum SimulatedTrouble
{
    /// <summary>The scheduler answers nothing; its jobs go on.</summary>
    Outage,

    /// <summary>The line to the centre is cut, also for what is under way; scheduler and jobs go on.</summary>
    Partition,

    /// <summary>The scheduler takes up to <see cref="SimulatedOptions.SlowestAnswer"/> for each answer.</summary>
    Slowness,

    /// <summary>The site declares more devices than it has.</summary>
    Overstating,

    /// <summary>At its beginning the scheduler dies and forgets the jobs that it took in the last <see cref="SimulatedOptions.CrashForgets"/>; their numbers are given out again.</summary>
    Crash,
}

/// <summary>One trouble of one site, or of every site if none is named, at a time that somebody chose.</summary>
public sealed record SimulatedFault(SimulatedTrouble Trouble, SiteId? Site, DateTimeOffset From, DateTimeOffset Until)
{
    public bool Hits(SiteId site, DateTimeOffset now) => (Site is null || Site == site) && From <= now && now < Until;
}

/// <summary>
/// Which troubles a site is in at a moment: those that were chosen, and those that are drawn. A drawn one depends on seed, site and date only: a rate of n a day cuts the day
/// into as many parts, with at most one spell at a drawn time within each. Pure.
/// </summary>
public static class SimulatedFaults
{
    public static bool IsIn(SimulatedTrouble trouble, SiteId site, SimulatedOptions options, DateTimeOffset now) =>
        options.FaultsOf(site).Any(f => f.Trouble == trouble && f.Hits(site, now)) || Drawn(trouble, site, options, now) is { } spell && spell.From <= now && now < spell.Until;

    /// <summary>The first crash at or after an instant and before another; null: there is none.</summary>
    public static DateTimeOffset? CrashWithin(SiteId site, SimulatedOptions options, DateTimeOffset from, DateTimeOffset until)
    {
        var chosen = options.FaultsOf(site).Where(f => f.Trouble == SimulatedTrouble.Crash).Select(f => (DateTimeOffset?)f.From);
        // Two looks are enough: what is forgotten is shorter than the part of a day that a crash is drawn in (see the options' validation).
        var drawn = new[] { from, until }.Select(at => Drawn(SimulatedTrouble.Crash, site, options, at)?.From);
        return chosen.Concat(drawn).Where(at => at >= from && at < until).Min();
    }

    private static (DateTimeOffset From, DateTimeOffset Until)? Drawn(SimulatedTrouble trouble, SiteId site, SimulatedOptions options, DateTimeOffset now)
    {
        var (perDay, length) = options.SpellsOf(trouble);
        if (perDay <= 0)
            return null;
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var part = PartOf(perDay);
        var index = (int)((now - midnight) / part);
        var draw = new SimulatedDraw(options.Seed, string.Create(CultureInfo.InvariantCulture, $"{site}/{midnight:yyyy-MM-dd}/{index}/{trouble}"));
        var from = midnight + index * part + draw.Number("time") * (part - length);
        return draw.Happens("spell", perDay * (part / TimeSpan.FromDays(1))) ? (from, from + length) : null;
    }

    /// <summary>The part of a day in which at most one spell is drawn.</summary>
    internal static TimeSpan PartOf(double perDay) => TimeSpan.FromDays(1) / Math.Max(1, Math.Ceiling(perDay));
}
