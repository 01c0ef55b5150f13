using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>A workload stays away from a pool in which its last attempt ended without a result (refused, lost), for as long as the problem says so.</summary>
public sealed class PoolDidNotFailRecently : IFilter
{
    public string Id => "failed-here-recently";

    public bool Concerns(DemandFacts demand) => demand.Demand.Avoids.Count > 0;

    public bool Allows(in Candidacy candidate)
    {
        foreach (var avoided in candidate.Demand.Demand.Avoids)
        {
            if (avoided.Pool == candidate.Pool.Supply.Pool)
                return false;
        }
        return true;
    }

    public Refusal Because(in Candidacy candidate)
    {
        var pool = candidate.Pool.Supply.Pool;
        var why = candidate.Demand.Demand.Avoids.First(a => a.Pool == pool).Why;
        return Refusal.Because(Id, ("pool", pool), ("reason", why.Code));
    }
}
