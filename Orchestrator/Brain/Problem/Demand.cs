using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Brain.Problem;

/// <summary>A workload as the brain sees it: what it needs, where and when it may run, and how much it matters.</summary>
public sealed record Demand
{
    public required WorkloadId Workload { get; init; }
    public required TenantId Tenant { get; init; }

    /// <summary>0 (may wait) to 100 (goes first); every ten points double what an hour of waiting costs.</summary>
    public required int Priority { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>Members that start together or not at all, in one pool unless <see cref="Span"/> says otherwise.</summary>
    public required int GangMembers { get; init; }

    /// <summary>The program for each architecture; the brain picks one. Commands and environments are left out, see <see cref="For"/>.</summary>
    public required IReadOnlyList<Variant> Variants { get; init; }

    public required PlacementWishes Placement { get; init; }

    /// <summary>Pools in which an attempt of this workload ended without a result a short while ago.</summary>
    public IReadOnlyList<AvoidedPool> Avoids { get; init; } = [];

    /// <summary>Where it runs now, when the question is whether to move it, or where its checkpoint lies; null for one that waits for its first start.</summary>
    public RunsAt? Runs { get; init; }

    /// <summary>How it may be interrupted; null: it runs in one piece.</summary>
    public Interruptible? Interruptible { get; init; }

    /// <summary>The share of its work that earlier stretches did, 0 … 1: what is left runs after a resume. Null for one that has not begun.</summary>
    public double? ShareDone { get; init; }

    /// <summary>How far the members may stand apart; null: all in one pool.</summary>
    public GangSpan? Span { get; init; }

    /// <summary>The pool that the round before planned it for; null when it had none.</summary>
    public PoolId? PlannedAt { get; init; }

    /// <summary>For a stage of a workflow: what the stages after it cost from each site, above the best; null when nothing comes after it.</summary>
    public IReadOnlyList<SiteCostAhead>? CostsAhead { get; init; }

    /// <summary>
    /// The demand of a submitted workload. Commands and environments stay behind: no rule reads them, and a stored problem is
    /// shown to people who must not see a tenant's secrets.
    /// </summary>
    public static Demand For(WorkloadId workload, TenantId tenant, DateTimeOffset submittedAt, SubmitWorkload request) => new()
    {
        Workload = workload,
        Tenant = tenant,
        Priority = request.Priority,
        SubmittedAt = submittedAt,
        GangMembers = request.GangMembers,
        Variants = [.. request.Variants.Select(v => v with { Command = [], Environment = new Dictionary<string, string>() })],
        Placement = request.Placement,
        Interruptible = request.Interruptible,
        Span = request.GangSpan is GangSpan.Pool ? null : request.GangSpan,
    };
}

/// <summary>A pool to stay away from for now, and why the attempt there ended.</summary>
public sealed record AvoidedPool(PoolId Pool, Refusal Why);

/// <summary>What the rest of a workflow costs at least when the demand runs at the site, above the best site, in micro-yuan.</summary>
public sealed record SiteCostAhead(SiteId Site, long MicroYuan);

/// <summary>The place of a running workload, the checkpoint that would travel with it, and the work since that checkpoint, which a move loses.</summary>
public sealed record RunsAt(PoolId Pool, SiteId Site, double CheckpointGigabytes, long SecondsSinceCheckpoint)
{
    /// <summary>Which of its variants runs there; null for one that does not run now.</summary>
    public int? VariantIndex { get; init; }
}
