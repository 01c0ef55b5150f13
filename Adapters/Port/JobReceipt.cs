using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Port;

/// <summary>The scheduler has the job: <paramref name="WasKnown"/> says whether it already had it before this submit.</summary>
public sealed record JobReceipt(JobKey Job, bool WasKnown);
