using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Sites;

/// <summary>What an operator does to a site.</summary>
public enum SiteActKind
{
    /// <summary>It may take new work.</summary>
    Accept,
    /// <summary>No new work; what runs goes on.</summary>
    Drain,
    /// <summary>No new work; what runs is stopped and placed elsewhere.</summary>
    Suspend,
    /// <summary>The network holds at most so many devices of its pools; what runs goes on.</summary>
    Cap,
    /// <summary>All its credentials end at once, and a new join token is made; what runs goes on.</summary>
    Rekey,
    /// <summary>What runs is stopped and placed elsewhere; then its pools are withdrawn and its credentials end. Its history stays.</summary>
    Remove,
}

/// <summary>
/// <c>POST /api/sites/{id}/acts</c> does it, <c>POST /api/sites/{id}/acts/preview</c> says what it would do and stores nothing; both take the same way.
/// The reason is one line of at most 500 characters.
/// </summary>
public sealed record SiteAct(SiteActKind Kind, string? Reason = null)
{
    /// <summary>Of <see cref="SiteActKind.Cap"/>: for each pool named the most devices, null for no cap; pools that are not named keep theirs. At most 200.</summary>
    public IReadOnlyList<PoolCap>? Caps { get; init; }

    /// <summary>Of <see cref="SiteActKind.Rekey"/>: the new token, as in <see cref="OfferEnrolment"/>.</summary>
    public OfferEnrolment? Enrolment { get; init; }
}

/// <summary>The most devices of a pool that the network may hold at once, by the operator's word, beside the site's own in its offers; null: no cap.</summary>
public sealed record PoolCap(PoolId Pool, int? MostDevices);

/// <summary>What an act does, or would do, to everything that it touches.</summary>
/// <param name="Site">Of which site.</param>
/// <param name="Kind">What was asked.</param>
/// <param name="AsOf">The ledger's time at which this was found.</param>
/// <param name="Changes">Whether anything is different afterwards.</param>
/// <param name="Pools">Every pool of the site that it touches.</param>
/// <param name="Leases">Every lease of the site that it touches, with its workload; of a suspension or removal all, else those that go on.</param>
public sealed record SiteActOutcome(
    SiteId Site, SiteActKind Kind, DateTimeOffset AsOf, bool Changes, IReadOnlyList<PoolTouched> Pools, IReadOnlyList<LeaseTouched> Leases)
{
    /// <summary>Credentials that end.</summary>
    public int CredentialsEnded { get; init; }

    /// <summary>The open token that ends with it; null when none is out or it stays.</summary>
    public string? EnrolmentEnded { get; init; }

    /// <summary>Of a re-keying that was done: the new token, here and nowhere else.</summary>
    public EnrolmentOffered? Enrolment { get; init; }
}

/// <summary>What becomes of a pool.</summary>
/// <param name="TakesNewWork">Whether new work may come afterwards, as far as the operator's word goes.</param>
/// <param name="CapBefore">The operator's cap until now; null: none.</param>
/// <param name="CapAfter">The operator's cap from then on.</param>
/// <param name="IsWithdrawn">Whether the network gives it up: at once, or when what runs there has stopped.</param>
public sealed record PoolTouched(PoolId Pool, int Devices, int LeasedDevices, bool TakesNewWork, int? CapBefore, int? CapAfter, bool IsWithdrawn);

/// <summary>What becomes of a lease and its workload.</summary>
public enum LeaseFate
{
    /// <summary>It runs to its end.</summary>
    GoesOn,
    /// <summary>It is asked to stop, with <see cref="LeaseTouched.Code"/> as the reason on record, and its workload waits for another place.</summary>
    IsMoved,
    /// <summary>It had been asked to stop before.</summary>
    StopsAlready,
}

/// <summary>A lease of the site, and what the act means for it.</summary>
public sealed record LeaseTouched(PoolId Pool, WorkloadId Workload, JobKey Job, int Devices, LeaseFate Fate, string? Code, DateTimeOffset PlannedEnd);
