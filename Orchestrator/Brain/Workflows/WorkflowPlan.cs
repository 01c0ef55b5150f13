using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Workflows;

/// <summary>Where every gang of a workflow runs, what that costs term by term, and how far from the optimum it can be.</summary>
public sealed record WorkflowPlan
{
    /// <summary>One per gang, in the workflow's order; empty when refused.</summary>
    public IReadOnlyList<GangChoice> Choices { get; init; } = [];

    /// <summary>One per input, then one per flow, in the workflow's order.</summary>
    public IReadOnlyList<DataTransfer> Transfers { get; init; } = [];

    /// <summary>The terms of all choices and transfers, summed by objective.</summary>
    public IReadOnlyList<CostTerm> Terms { get; init; } = [];

    public long ObjectiveMicroYuan { get; init; }

    /// <summary>No placement of the workflow costs less; <see cref="WorkflowBound"/> recomputes it from <see cref="Certificate"/>.</summary>
    public long LowerBoundMicroYuan { get; init; }

    public WorkflowProof Proof { get; init; }
    public WorkflowCertificate Certificate { get; init; } = WorkflowCertificate.Empty;

    /// <summary>Why there is no plan; null when there is one.</summary>
    public Refusal? Refused { get; init; }

    /// <summary>(Objective − bound) ÷ objective.</summary>
    public double Gap => ObjectiveMicroYuan == 0 ? 0 : (double)(ObjectiveMicroYuan - LowerBoundMicroYuan) / ObjectiveMicroYuan;
}

public enum WorkflowProof
{
    /// <summary>The search stopped at its limit: the plan may be dearer than the bound says.</summary>
    None,

    /// <summary>The search looked at all that could be cheaper; the certified bound may still lie below.</summary>
    Searched,

    /// <summary>The certified bound equals the objective.</summary>
    Certified,
}

/// <param name="CandidateIndex">Into the gang's candidates.</param>
public sealed record GangChoice(string Gang, int CandidateIndex, SiteId Site, PoolId Pool, int VariantIndex, IReadOnlyList<CostTerm> Terms);

/// <param name="FromGang">Null for an input, which lies at <paramref name="From"/>.</param>
/// <param name="Hours">At the route's throughput; its provenance says whether that was measured.</param>
public sealed record DataTransfer(
    string? FromGang,
    string ToGang,
    SiteId From,
    SiteId To,
    double Gigabytes,
    double Hours,
    Provenance ThroughputProvenance,
    IReadOnlyList<CostTerm> Terms);
