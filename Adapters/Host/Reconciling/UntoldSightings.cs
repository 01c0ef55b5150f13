using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Host.Reconciling;

/// <summary>
/// Changes of jobs that the centre has not heard, in the order in which they were seen: each state once per stay, with its newest detail. Bounded, because
/// nobody knows how long a centre stays away: the oldest go first. Ends are not here, they are never dropped.
/// </summary>
public sealed class UntoldSightings
{
    /// <summary>A job that is requeued again and again keeps its newest changes.</summary>
    public const int MostPerJob = 8;

    /// <summary>Of all jobs of a site together; some megabytes.</summary>
    public const int Most = 10_000;

    private readonly Dictionary<(JobKey, FencingToken), List<LinkedListNode<JobSighting>>> byJob = [];
    private readonly LinkedList<JobSighting> inOrder = [];

    public int Count => inOrder.Count;

    /// <summary>Oldest first.</summary>
    public IEnumerable<JobSighting> All => inOrder;

    public IReadOnlyList<JobSighting> Of(JobKey job, FencingToken token) => [.. ChangesOf((job, token)).Select(node => node.Value)];

    public void Add(JobSighting sighting)
    {
        var changes = ChangesOf((sighting.Job, sighting.Token));
        if (changes.Count > 0 && changes[^1].Value.State == sighting.State)
            Drop(changes[^1]);
        else if (changes.Count >= MostPerJob)
            Drop(changes[0]);
        else if (inOrder.Count >= Most)
            Drop(inOrder.First!);
        var key = (sighting.Job, sighting.Token);
        if (!byJob.TryGetValue(key, out var kept))
            byJob[key] = kept = [];
        kept.Add(inOrder.AddLast(sighting));
    }

    /// <summary>Whether it was here; a newer sighting of the same state is another one.</summary>
    public bool Remove(JobSighting sighting)
    {
        if (ChangesOf((sighting.Job, sighting.Token)).FirstOrDefault(node => ReferenceEquals(node.Value, sighting)) is not { } node)
            return false;
        Drop(node);
        return true;
    }

    private IReadOnlyList<LinkedListNode<JobSighting>> ChangesOf((JobKey, FencingToken) key) => byJob.GetValueOrDefault(key) ?? [];

    private void Drop(LinkedListNode<JobSighting> node)
    {
        var key = (node.Value.Job, node.Value.Token);
        byJob[key].Remove(node);
        if (byJob[key].Count == 0)
            byJob.Remove(key);
        inOrder.Remove(node);
    }
}
