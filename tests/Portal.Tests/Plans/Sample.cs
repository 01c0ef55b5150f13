using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Portal.Tests.Plans;

/// <summary>Candidates and decisions for tests; every figure that a test cares about is named by the test.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    public static Candidate Allowed(
        string pool, CandidateVerdict verdict = CandidateVerdict.Feasible, decimal? yuan = 10, double? milliseconds = 20, double? grams = 100,
        params (string Objective, long MicroYuan)[] terms) => new(
        SiteId.From(pool.Split('.')[0]), PoolId.From(pool), 0, Architecture.Cuda, AcceleratorModelId.From("nvidia-h100-sxm5"), verdict,
        Now, Now.AddHours(1), Figures(yuan, milliseconds, grams), [.. terms.Select(t => new CostTerm(t.Objective, t.MicroYuan))], null);

    public static Candidate Refused(string pool, string code, params (string, object?)[] facts) => new(
        SiteId.From(pool.Split('.')[0]), PoolId.From(pool), 0, Architecture.Ascend, AcceleratorModelId.From("huawei-ascend-910b"),
        CandidateVerdict.Refused, null, null, null, [], Refusal.Because(code, facts));

    public static CandidateFigures Figures(decimal? yuan, double? milliseconds, double? grams) => new(
        yuan, new(Basis.Stated, "the site's offer", new(2026, 11, 1)), milliseconds, new(Basis.Estimated, "great circle"),
        grams / 500, grams, Provenance.Assumed("demonstration fleet"));

    public static DecisionView Decision(params Candidate[] candidates) =>
        new(PlanId.From("p-1"), WorkloadId.From("w-1"), Now, DurationIsAssumed: false, candidates, null);
}
