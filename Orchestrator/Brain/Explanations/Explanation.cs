using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Explanations;

/// <summary>
/// Why here and why not there, for one demand. Candidates: the chosen one first, then feasible ones from cheap to dear, then refused ones
/// in the order of the rulebook. <paramref name="WhyPending"/> is null only when the demand starts now.
/// </summary>
public sealed record Explanation(WorkloadId Workload, bool DurationIsAssumed, IReadOnlyList<Candidate> Candidates, Refusal? WhyPending);
