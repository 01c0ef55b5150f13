using ComputeNet.Contracts.Sites;

namespace ComputeNet.Service.Sites.Trust;

/// <summary>Promises of one site that ended alike, by their age in whole days the whole minutes by which they started late (null: never seen running), and whether their work was done twice.</summary>
public sealed record PromiseCount(int AgeDays, PromiseFate Fate, int? DelayMinutes, int Count, double DelaySeconds = 0, bool RanTwice = false, int DoubleRuns = 0);

/// <summary>
/// The score of a site: the share of its promises that it kept × how punctually it started them × how fresh its telemetry is. Both shares are means of a Beta
/// distribution, so that a site without a record is neither saint nor sinner, and one refusal does not condemn; what is long ago counts less. The figures are ours.
/// </summary>
public static class TrustLaw
{
    /// <summary>What is older does not count.</summary>
    public const int WindowDays = 30;

    /// <summary>After so long a promise counts half: a site that mends its ways is believed within weeks.</summary>
    public const double HalfLifeDays = 7;

    /// <summary>What a site without a record is taken for.</summary>
    public const double PriorShare = 0.9;

    /// <summary>As many promises as that assumption weighs.</summary>
    public const double PriorPromises = 10;

    /// <summary>A refusal costs the workload time only, where a lost or broken run costs its work.</summary>
    public const double BlameOfRefusal = 0.5;

    /// <summary>Work that was done twice and counted once was paid for once; what the second run did outside is the tenant's trouble.</summary>
    public const double BlameOfDoubleRun = 0.25;

    /// <summary>So late is as good as punctual: a scheduler may take its time over a start.</summary>
    public const double PunctualMinutes = 5;

    /// <summary>Beyond that, so many minutes more halve what a start is worth.</summary>
    public const double LatenessHalvesMinutes = 30;

    /// <summary>Telemetry of this age is as good as new.</summary>
    public const double FreshMinutes = 2;

    /// <summary>Beyond that, so many minutes more halve what the site's word is worth.</summary>
    public const double StalenessHalvesMinutes = 30;

    public static TrustScore Of(IReadOnlyList<PromiseCount> record, TimeSpan? telemetryAge)
    {
        var counted = record.Where(r => r.AgeDays is >= 0 and < WindowDays).ToList();
        var kept = Posterior(counted.Where(r => r.Fate is not (PromiseFate.Open or PromiseFate.Released)).Select(r => (Weight(r), 1 - BlameOf(r))));
        var punctual = Posterior(counted.Where(r => r.DelayMinutes is not null).Select(r => (Weight(r), WorthAfter(r.DelayMinutes!.Value, PunctualMinutes, LatenessHalvesMinutes))));
        // Who offers no telemetry is not charged for it: its plans rest on what it declared.
        var fresh = telemetryAge is { } age ? WorthAfter(age.TotalMinutes, FreshMinutes, StalenessHalvesMinutes) : 1;
        return new TrustScore(kept, punctual, new TrustPart(fresh, 0), counted);
    }

    private static TrustPart Posterior(IEnumerable<(double Weight, double Worth)> promises)
    {
        var (good, all) = (PriorShare * PriorPromises, PriorPromises);
        foreach (var (weight, worth) in promises)
            (good, all) = (good + weight * worth, all + weight);
        return new TrustPart(good / all, all - PriorPromises);
    }

    private static double Weight(PromiseCount row) => row.Count * Math.Pow(0.5, row.AgeDays / HalfLifeDays);

    private static double BlameOf(PromiseCount row) => row.Fate switch
    {
        PromiseFate.Kept => row.RanTwice ? BlameOfDoubleRun : 0,
        PromiseFate.Refused => BlameOfRefusal,
        _ => 1,
    };

    private static double WorthAfter(double minutes, double free, double halves) => Math.Pow(0.5, Math.Max(0, minutes - free) / halves);
}

/// <summary>The parts of a site's score, and the record that they rest on.</summary>
public sealed record TrustScore(TrustPart Kept, TrustPart Punctual, TrustPart Fresh, IReadOnlyList<PromiseCount> Record)
{
    /// <summary>0–1.</summary>
    public double Value => Kept.Share * Punctual.Share * Fresh.Share;

    /// <summary>Promises that ended one way or the other; without any the score is what was assumed of the site.</summary>
    public int Promises => Record.Where(r => r.Fate is not (PromiseFate.Open or PromiseFate.Released)).Sum(r => r.Count);

    /// <summary>Second runs of the same work.</summary>
    public int DoubleRuns => Record.Sum(r => r.DoubleRuns);

    public int Of(PromiseFate fate) => Record.Where(r => r.Fate == fate).Sum(r => r.Count);

    public double? MeanStartDelaySeconds => Record.Where(r => r.DelayMinutes is not null).Sum(r => r.Count) is > 0 and var starts ? Record.Sum(r => r.DelaySeconds) / starts : null;
}
