using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Sites;

/// <summary><c>POST /api/site/logs</c>: the logs that <see cref="SiteOrders.LogsWanted"/> asked for. At most 100; of a job that the site does not hold, nothing is kept.</summary>
public sealed record SiteLogs(DateTimeOffset ObservedAt, IReadOnlyList<JobLogTail> Logs);

/// <summary>The newest part of what a job wrote (at most 8192 characters, none of them U+0000), or why there is none.</summary>
public sealed record JobLogTail(JobKey Job, string? Tail, Refusal? Why = null);
