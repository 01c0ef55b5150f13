using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Host.Journal;

/// <summary>
/// The memory of agents that a crash does not touch: fencing tokens, claimed jobs and terminal facts. One journal serves all sites of a process.
/// </summary>
public interface IJobJournal
{
    IReadOnlyList<JobEntry> Read(SiteId site);

    /// <summary>Durable when it returns; all or nothing.</summary>
    void Write(SiteId site, IReadOnlyCollection<JobEntry> changed);

    /// <summary>Removes the last trace of jobs, their tokens included.</summary>
    void Erase(SiteId site, IReadOnlyCollection<JobKey> jobs);
}
