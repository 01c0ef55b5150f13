using ComputeNet.Adapters.Host.Journal;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Host.Reconciling;

/// <summary>
/// All jobs that one site remembers: what the journal keeps, and the newest sighting of each, which is only kept in memory (it can be seen again).
/// The journal is written first: what this book says is never newer than what a restart would find.
/// </summary>
public sealed class JobBook
{
    /// <summary>How many recorded jobs a site keeps as a guard against late repetitions of their orders.</summary>
    public const int ForgottenKept = 200;

    private readonly SiteId site;
    private readonly IJobJournal journal;
    private readonly Dictionary<JobKey, JobEntry> entries;
    private readonly Dictionary<(JobKey, FencingToken), JobSighting> untold = [];
    private readonly Dictionary<JobKey, int> timesTold = [];
    private readonly Dictionary<JobKey, JobSighting> seen = [];

    public JobBook(SiteId site, IJobJournal journal)
    {
        this.site = site;
        this.journal = journal;
        entries = journal.Read(site).ToDictionary(e => e.Job);
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
    public IReadOnlyCollection<JobSighting> Untold => untold.Values;

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
        untold[(sighting.Job, sighting.Token)] = sighting;
    }

    /// <summary>Notes a "no" to an order without touching the job of that key.</summary>
    public void Refused(JobSighting refusal) => untold[(refusal.Job, refusal.Token)] = refusal;

    /// <summary>The centre has heard these; a newer sighting of the same job stays untold.</summary>
    public void Told(IEnumerable<JobSighting> sightings)
    {
        foreach (var sighting in sightings)
        {
            var key = (sighting.Job, sighting.Token);
            if (untold.TryGetValue(key, out var now) && ReferenceEquals(now, sighting))
                untold.Remove(key);
            else if (entries.TryGetValue(sighting.Job, out var entry) && ReferenceEquals(entry.End, sighting))
                timesTold[sighting.Job] = timesTold.GetValueOrDefault(sighting.Job) + 1;
        }
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
