using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Service.Workloads;

/// <summary>The last part of what a job wrote, by job key; a document and not an event, since nobody audits it.</summary>
public sealed record JobLog(string Id, string Tail, DateTimeOffset At)
{
    /// <summary>Why the site has no log to give of a running job.</summary>
    public Refusal? Why { get; init; }
}
