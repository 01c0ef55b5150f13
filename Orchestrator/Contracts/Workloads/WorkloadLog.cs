using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Workloads;

/// <summary>
/// <c>GET /api/workloads/{id}/log</c>: the newest part of what the workload's current or last job wrote. While it runs, asking also asks the site, and a
/// newer part is there a moment later.
/// </summary>
/// <param name="Job">The job; null before the first one.</param>
/// <param name="Tail">At most 8192 characters; null while nothing is known.</param>
/// <param name="AsOf">When the centre got it.</param>
/// <param name="IsAsked">The site was asked for a newer one.</param>
/// <param name="Why">Why the site has none to give.</param>
public sealed record WorkloadLog(JobKey? Job, string? Tail, DateTimeOffset? AsOf, bool IsAsked, Refusal? Why = null);
