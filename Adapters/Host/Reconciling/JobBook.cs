using ComputeNet.Adapters.Host.Journal;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Host.Reconciling;

/// <summary>
/// All jobs that one site remembers: what the journal keeps, and what was seen of them. Changes are told within a second and kept in memory; only when the
/// centre cannot be reached are they written down (<see cref="Preserve"/>), so that an outage of both ends still leaves the ledger true times.
/// The journal is written first: what this book says is never newer than what a restart would find.
/// </summary>
public sealed class JobBook
{
    /// <summary>How many recorded jobs a site keeps as a guard against late repetitions of their orders.</summary>
    public const int ForgottenKept = 200;

    private readonly SiteId site;
    private readonly IJobJournal journal;
    private readonly Dictionary<JobKey, JobEntry> entries;
    private readonly UntoldSightings untold = new();
    private readonly Dictionary<JobKey, int> timesTold = [];
    private readonly Dictionary<JobKey, JobSighting> seen = [];

    public JobBook(SiteId site, IJobJournal journal)
    {
        this.site = site;
        this.journal = journal;
        entries = journal.Read(site).ToDictionary(e => e.Job);
        foreach (var sighting in entries.Values.SelectMany(e => e.Untold ?? []).OrderBy(s => s.ObservedAt))
            untold.Add(sighting);
    }

    public JobEntry? Find(JobKey job) => entries.GetValueOrDefault(job);

    public IReadOnlyList<JobEntry> Live => [.. entries.Values.Where(e => e.IsLive)];

    /// <summary>Ends that are not on record at the centre, those told least often first, so that none waits behind another for ever.</summary>
    public IReadOnlyList<JobEntry> Ended =>
        [.. entries.Values.Where(e => e.Stage == EntryStage.Ended).OrderBy(e => timesTold.GetValueOrDefault(e.Job)).ThenBy(e => e.ChangedAt)];

    /// <summary>There is something that the centre has not heard once.</summary>
    public bool HasUntold => untold.Count > 0 || entries.Values.Any(e => e.Stage == EntryStage.Ended && !timesTold.ContainsKey(e.Job));

    public IReadOnlyList<JobEntry> Forgotten => [.. entries.Values.Where(e => e.Stage == EntryStage.Forgotten)];

    /// <summary>Every job that is held and not forgotten.</summary>
    public IReadOnlyList<JobKey> Known => [.. entries.Values.Where(e => e.Stage != EntryStage.Forgotten).Select(e => e.Job)];

    /// <summary>Sightings that the centre has not received: changes of living jobs, and refused orders.</summary>
    public IEnumerable<JobSighting> Untold => untold.All;

    public void Write(IReadOnlyCollection<JobEntry> changed)
    {
        if (changed.Count == 0)
            return;
        journal.Write(site, changed);
        foreach (var entry in changed)
        {
            entries[entry.Job] = entry;
            if (!entry.IsLive)
                seen.Remove(entry.Job);
            if (entry.Stage == EntryStage.Forgotten)
                timesTold.Remove(entry.Job);
        }
    }

    /// <summary>Notes what was seen of a living job; only a difference is worth telling.</summary>
    public void Saw(JobSighting sighting)
    {
        if (seen.TryGetValue(sighting.Job, out var before) && (before with { ObservedAt = sighting.ObservedAt }) == sighting)
            return;
        seen[sighting.Job] = sighting;
        untold.Add(sighting);
    }

    /// <summary>The centre cannot be reached: what it has not heard goes to the journal, as far as it is not there.</summary>
    public void Preserve() => WriteUntold(untold.All.Select(s => s.Job));

    /// <summary>Notes a "no" to an order without touching the job of that key.</summary>
    public void Refused(JobSighting refusal) => untold.Add(refusal);

    /// <summary>Notes what became of a job after it was told as over.</summary>
    public void Stray(JobSighting stray) => untold.Add(stray);

    /// <summary>The centre has heard these; a newer sighting of the same job stays untold.</summary>
    public void Told(IEnumerable<JobSighting> sightings)
    {
        var told = sightings.ToList();
        foreach (var sighting in told)
        {
            if (!untold.Remove(sighting) && entries.TryGetValue(sighting.Job, out var entry) && ReferenceEquals(entry.End, sighting))
                timesTold[sighting.Job] = timesTold.GetValueOrDefault(sighting.Job) + 1;
        }
        WriteUntold(told.Select(s => s.Job).Where(job => entries.GetValueOrDefault(job)?.Untold is not null));
    }

    private void WriteUntold(IEnumerable<JobKey> jobs)
    {
        var changed = new List<JobEntry>();
        foreach (var entry in jobs.Distinct().Select(Find).OfType<JobEntry>())
        {
            var now = untold.Of(entry.Job, entry.Token);
            if (!now.SequenceEqual(entry.Untold ?? []))
                changed.Add(entry with { Untold = now.Count == 0 ? null : now });
        }
        Write(changed);
    }

    /// <summary>Lets go of the oldest forgotten jobs beyond <see cref="ForgottenKept"/>.</summary>
    public void Trim()
    {
        var old = Forgotten.OrderByDescending(e => e.ChangedAt).Skip(ForgottenKept).Select(e => e.Job).ToList();
        if (old.Count == 0)
            return;
        journal.Erase(site, old);
        foreach (var job in old)
            entries.Remove(job);
    }
}
