using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>A gang with more accelerators than its tenant may ever hold at once never starts.</summary>
public sealed class GangFitsQuota : IFilter
{
    public string Id => "gang-over-quota";

    public bool Concerns(DemandFacts demand) => demand.Limits?.DevicesAtOnce is not null;

    public bool Allows(in Candidacy candidate) => candidate.Demand.Limits?.DevicesAtOnce is not { } most || candidate.QuotaDevices <= most;

    public Refusal Because(in Candidacy candidate) => Refusal.Because(Id,
        ("tenant", candidate.Demand.Demand.Tenant),
        ("needDevices", candidate.QuotaDevices),
        ("quotaDevices", candidate.Demand.Limits?.DevicesAtOnce));
}
