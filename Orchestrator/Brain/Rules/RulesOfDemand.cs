using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules.Filters;
using ComputeNet.Brain.Rules.Objectives;

namespace ComputeNet.Brain.Rules;

/// <summary>
/// The part of the rulebook that has anything to say about one demand: the same answers as the whole, for the inner loops over its candidates.
/// Most demands meet fewer than half of the rules.
/// </summary>
internal sealed class RulesOfDemand
{
    private readonly IFilter[] filters;
    private readonly IObjective[] objectives;
    private readonly long costLimit;

    internal RulesOfDemand(PlanningCase @case, DemandFacts demand)
    {
        filters = [.. Rulebook.Filters.Where(f => f is not CostIsInRange && f.Concerns(demand))];
        objectives = [.. Rulebook.Objectives.Where(o => o.Concerns(@case, demand))];
        costLimit = @case.CostLimitMicroYuan;
    }

    /// <summary>Whether every filter allows the candidate; <paramref name="dearest"/> is what it costs at most. The limit on costs is judged last, by that figure.</summary>
    internal bool Admits(in Candidacy candidate, out long dearest)
    {
        dearest = 0;
        foreach (var filter in filters)
        {
            if (!filter.Allows(candidate))
                return false;
        }
        foreach (var objective in objectives)
            dearest += objective.AtMost(candidate);
        return dearest <= costLimit;
    }

    /// <summary>The part of the cost that no start changes.</summary>
    internal long FixedCostOf(in Candidacy candidate)
    {
        var cost = 0L;
        foreach (var objective in objectives)
            cost += objective.DependsOnStart(candidate) ? 0 : objective.OfPlacement(candidate, 0);
        return cost;
    }

    /// <summary>Of it what each member of a spread gang pays in this pool.</summary>
    internal long FixedCostOfMember(in Candidacy member)
    {
        var cost = 0L;
        foreach (var objective in objectives)
            cost += !objective.IsPerMember || objective.DependsOnStart(member) ? 0 : objective.OfPlacement(member, 0);
        return cost;
    }

    /// <summary>Of it what a spread gang pays once.</summary>
    internal long FixedCostOnce(Spread spread)
    {
        var cost = 0L;
        foreach (var objective in objectives.Where(o => !o.IsPerMember && !o.DependsOnStart(spread.WholeIn(0))))
            cost += Enumerable.Range(0, spread.Pools.Count).Max(part => objective.OfPlacement(spread.WholeIn(part), 0));
        return cost;
    }
}
