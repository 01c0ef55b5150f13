using ComputeNet.Adapters.Host.Journal;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Simulated;

/// <summary>
/// Stands where other adapters have the wire to their scheduler: the memory of all simulated schedulers of the process, in one file for jobs and one for reservations.
/// It belongs to the pretended sites, not to the agent; the agent's own journal is another file.
/// </summary>
public sealed class SimulatedClient(string path) : IDisposable
{
    private readonly DurableMap<SimulatedJob> jobs = new(path, flushToDisk: false);
    private readonly DurableMap<SimulatedReservation> reservations = new(Path.ChangeExtension(path, ".reservations.jsonl"), flushToDisk: false);

    public IReadOnlyList<SimulatedJob> ListOf(SiteId site) => jobs.ReadOf(site.Value);

    public IReadOnlyList<SimulatedReservation> ReservationsOf(SiteId site) => reservations.ReadOf(site.Value);

    public void Save(SiteId site, SimulatedJob job) => jobs.Write($"{site}/{job.Job}", job);

    public void Save(SiteId site, SimulatedReservation reservation) => reservations.Write($"{site}/{reservation.Order.Key}", reservation);

    public void Remove(SiteId site, JobKey job) => jobs.Write($"{site}/{job}", null);

    public void Dispose()
    {
        jobs.Dispose();
        reservations.Dispose();
    }
}
