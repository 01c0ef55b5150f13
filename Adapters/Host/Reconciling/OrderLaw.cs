using ComputeNet.Adapters.Host.Journal;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Host.Reconciling;

/// <summary>What one order does to what the site remembers of its job: a changed entry, a refusal to tell, or neither.</summary>
public sealed record OrderOutcome(JobEntry? Changed = null, JobSighting? Refusal = null);

/// <summary>
/// The law of fencing and idempotency, pure. Tokens are compared per job, not per pool: leases of one pool start in another order than they were
/// granted in, so a lower token on another job is honest; on the same job it is the voice of a centre that has been overtaken.
/// </summary>
public static class OrderLaw
{
    public const string StaleLease = "stale-lease";
    public const string NotUnderstood = "order-not-understood";

    public static OrderOutcome Weigh(JobEntry? known, JobOrder order, DateTimeOffset now) => known switch
    {
        null => new(new JobEntry(order.Job, order.Token, EntryStage.Claimed, now, order)),
        _ when order.Token < known.Token => new(Refusal: Stale(known, order, now)),
        // Ordered again after it was recorded: the centre may have been restored from a backup. Terminal facts are final, so they are told again.
        { Stage: EntryStage.Forgotten, End: { } end } => new(known with { Stage = EntryStage.Ended, Token = order.Token, ChangedAt = now, End = end with { Token = order.Token } }),
        _ when order.Token == known.Token => WantsNewCheckpoint(known, order) ? new(known with { ChangedAt = now, Order = known.Order! with { CheckpointNumber = order.CheckpointNumber } }) : new(),
        _ => new(known with
        {
            Token = order.Token,
            ChangedAt = now,
            Order = known.Order is null ? null : order,
            End = known.End is null ? null : known.End with { Token = order.Token },
        }),
    };

    private static bool WantsNewCheckpoint(JobEntry known, JobOrder order) => known.Order is { } before && order.CheckpointNumber > (before.CheckpointNumber ?? 0);

    /// <summary>A job that nobody orders any more must not run.</summary>
    public static JobEntry? WhenAbsent(JobEntry known, DateTimeOffset now) =>
        known.Stage is EntryStage.Claimed or EntryStage.Submitted ? known with { Stage = EntryStage.Stopping, ChangedAt = now } : null;

    /// <summary>The centre gave the job up: no order below the fence starts it again, whenever it arrives.</summary>
    public static JobEntry Fenced(JobEntry known, IReadOnlyDictionary<JobKey, FencingToken> fences) =>
        fences.TryGetValue(known.Job, out var fence) && fence > known.Token ? known with { Token = fence } : known;

    /// <summary>An order that this version cannot read is refused as one that it cannot carry out; a job that runs already goes on as it was ordered before.</summary>
    public static JobEntry WhenUnreadable(UnreadableOrder order, DateTimeOffset now) => new(order.Job, order.Token, EntryStage.Ended, now,
        End: new(order.Job, order.Token, JobState.Refused, now, Why: Refusal.Because(NotUnderstood, ("job", order.Job), ("where", order.Where))));

    private static JobSighting Stale(JobEntry known, JobOrder order, DateTimeOffset now) =>
        new(order.Job, order.Token, JobState.Refused, now,
            Why: Refusal.Because(StaleLease, ("job", order.Job), ("token", order.Token), ("highestTokenSeen", known.Token)));
}
