using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Problem;

/// <summary>Two workloads that must share a site, or must not. A tie binds both, whichever of them named the other, while both are placed.</summary>
public readonly record struct Tie(WorkloadId Other, bool Together)
{
    public bool Allows(SiteId own, SiteId others) => own == others == Together;
}

/// <summary>Who is tied to whom in a problem, and where those stand who have their place already.</summary>
internal sealed class Ties
{
    private readonly Dictionary<WorkloadId, List<Tie>> byName = [];
    private readonly Dictionary<WorkloadId, SiteId> standing = [];

    internal Ties(PlanningProblem problem)
    {
        foreach (var there in problem.Standing ?? [])
        {
            standing.TryAdd(there.Workload, there.Site);
            NamedBy(there.Workload, there.Together, there.Apart);
        }
        foreach (var demand in problem.Demands)
            Note(demand);
    }

    /// <summary>From now on the demand's wishes bind those that it names too.</summary>
    internal void Note(Demand demand) => NamedBy(demand.Workload, demand.Placement.Together, demand.Placement.Apart);

    internal bool Any => byName.Count > 0;

    internal SiteId? SiteOfStanding(WorkloadId workload) => standing.TryGetValue(workload, out var site) ? site : null;

    /// <summary>The demand's own wishes, and those of others that name it; each may come twice.</summary>
    internal IReadOnlyList<Tie> Of(Demand demand)
    {
        var (wishes, named) = (demand.Placement, byName.GetValueOrDefault(demand.Workload));
        if (wishes is { Together: null, Apart: null })
            return named ?? [];
        return
        [
            .. (wishes.Together ?? []).Where(w => w != demand.Workload).Select(w => new Tie(w, true)),
            .. (wishes.Apart ?? []).Where(w => w != demand.Workload).Select(w => new Tie(w, false)),
            .. named ?? [],
        ];
    }

    private void NamedBy(WorkloadId namer, IReadOnlyList<WorkloadId>? together, IReadOnlyList<WorkloadId>? apart)
    {
        foreach (var (names, isTogether) in new[] { (together, true), (apart, false) })
        {
            foreach (var named in names ?? [])
            {
                if (named == namer)
                    continue;
                if (!byName.TryGetValue(named, out var ties))
                    byName[named] = ties = [];
                ties.Add(new Tie(namer, isTogether));
            }
        }
    }
}
