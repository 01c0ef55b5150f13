namespace ComputeNet.Brain.Fairness;

/// <summary>A kind of job: how many there are, what a gang holds, and the levels it makes per unit of time on each supply.</summary>
internal sealed record JobKind(int Jobs, int Devices, double[] LevelsPerTime);

/// <summary>
/// Jobs that nobody can tell apart, found by their rows: an optimum exists in which they all get the same (the mean of their shares in any optimum), so a
/// kind is decided once. The kinds are sorted by their rows: neither the order nor the names of jobs can change what anybody gets.
/// </summary>
internal sealed class JobKinds
{
    internal JobKinds(FairShareProblem problem)
    {
        var found = new Dictionary<FairShareJob, int>(SameRow.Comparer);
        var members = new List<(FairShareJob First, int Jobs)>();
        OfJob = new int[problem.Jobs.Count];
        for (var job = 0; job < OfJob.Length; job++)
        {
            var row = problem.Jobs[job];
            if (!found.TryGetValue(row, out var kind))
            {
                found[row] = kind = members.Count;
                members.Add((row, 0));
            }
            OfJob[job] = kind;
            members[kind] = (row, members[kind].Jobs + 1);
        }
        int[] order = [.. Enumerable.Range(0, members.Count).Order(Comparer<int>.Create((a, b) => SameRow.Compare(members[a].First, members[b].First)))];
        var place = new int[order.Length];
        for (var rank = 0; rank < order.Length; rank++)
            place[order[rank]] = rank;
        for (var job = 0; job < OfJob.Length; job++)
            OfJob[job] = place[OfJob[job]];
        All = [.. order.Select(k => new JobKind(members[k].Jobs, members[k].First.Devices, FairShareLaw.LevelsPerTime(problem, members[k].First)))];
    }

    internal JobKind[] All { get; }

    /// <summary>Per job its kind.</summary>
    internal int[] OfJob { get; }

    private sealed class SameRow : IEqualityComparer<FairShareJob>
    {
        internal static readonly SameRow Comparer = new();

        public bool Equals(FairShareJob? a, FairShareJob? b) => a is not null && b is not null && Compare(a, b) == 0;

        public int GetHashCode(FairShareJob job)
        {
            var hash = new HashCode();
            hash.Add(job.Weight);
            hash.Add(job.Devices);
            for (var supply = 0; supply < job.Throughputs.Count; supply++)
                hash.Add(job.Throughputs[supply]);
            return hash.ToHashCode();
        }

        internal static int Compare(FairShareJob a, FairShareJob b)
        {
            var order = (a.Weight, a.Devices).CompareTo((b.Weight, b.Devices));
            for (var supply = 0; order == 0 && supply < a.Throughputs.Count; supply++)
                order = a.Throughputs[supply].CompareTo(b.Throughputs[supply]);
            return order;
        }
    }
}
