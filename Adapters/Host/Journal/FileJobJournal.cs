using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Host.Journal;

/// <summary>The journal as one <see cref="DurableMap{TValue}"/> with keys <c>site/job</c> (neither may contain a slash).</summary>
public sealed class FileJobJournal(string path, bool flushToDisk = true) : IJobJournal, IDisposable
{
    private readonly DurableMap<JobEntry> map = new(path, flushToDisk);

    public IReadOnlyList<JobEntry> Read(SiteId site) => map.ReadOf(site.Value);

    public void Write(SiteId site, IReadOnlyCollection<JobEntry> changed) =>
        map.Write([.. changed.Select(e => KeyValuePair.Create(KeyOf(site, e.Job), (JobEntry?)e))]);

    public void Erase(SiteId site, IReadOnlyCollection<JobKey> jobs) =>
        map.Write([.. jobs.Select(job => KeyValuePair.Create(KeyOf(site, job), (JobEntry?)null))]);

    public void Dispose() => map.Dispose();

    private static string KeyOf(SiteId site, JobKey job) => $"{site}/{job}";
}
