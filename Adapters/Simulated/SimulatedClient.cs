using ComputeNet.Adapters.Host.Journal;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Simulated;

/// <summary>
/// Stands where other adapters have the wire to their scheduler: the memory of all simulated schedulers of the process, in one file.
/// It belongs to the pretended sites, not to the agent; the agent's own journal is another file.
/// </summary>
public sealed class SimulatedClient(string path) : IDisposable
{
    private readonly DurableMap<SimulatedJob> jobs = new(path, flushToDisk: false);

    public IReadOnlyList<SimulatedJob> ListOf(SiteId site) => [.. jobs.Read().Where(j => j.Key.StartsWith($"{site}/", StringComparison.Ordinal)).Select(j => j.Value)];

    public void Save(SiteId site, SimulatedJob job) => jobs.Write(KeyOf(site, job.Job), job);

    public void Remove(SiteId site, JobKey job) => jobs.Write(KeyOf(site, job), null);

    public void Dispose() => jobs.Dispose();

    private static string KeyOf(SiteId site, JobKey job) => $"{site}/{job}";
}
