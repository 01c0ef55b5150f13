using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;
using Google.OrTools.Sat;

namespace ComputeNet.Brain.Solvers;

/// <summary>One literal of the exact model: the demand, and the place from a slot that it stands for.</summary>
internal readonly record struct PlacedLiteral(int Demand, Fate Fate, BoolVar Literal);

/// <summary>
/// Rows of the exact model for what placements share beyond devices: a tenant's quota per slot, its budget, and the sites of tied demands. The
/// demands of the model are lifted, so <see cref="Commons"/> says what everybody else leaves.
/// </summary>
internal static class CommonsRows
{
    internal static void Add(CpModel model, OptionTable table, Commons commons, IReadOnlyList<PlacedLiteral> choices)
    {
        foreach (var tenant in choices.GroupBy(c => table.Case.Demands[c.Demand].Limits))
        {
            if (tenant.Key is not { } limits)
                continue;
            LimitQuota(model, table, commons, [.. tenant]);
            LimitBudget(model, table, commons, limits, [.. tenant]);
        }
        var byWorkload = choices.ToLookup(c => table.Case.Demands[c.Demand].Demand.Workload);
        foreach (var own in byWorkload)
        {
            foreach (var tie in table.Case.FindDemand(own.Key)!.Ties.Distinct())
                Tie(model, table, [.. own], [.. byWorkload[tie.Other]], tie.Together);
        }
    }

    private static void LimitQuota(CpModel model, OptionTable table, Commons commons, List<PlacedLiteral> choices)
    {
        var accelerated = choices.Where(c => Candidate(table, c).QuotaDevices > 0).ToList();
        if (accelerated.Count == 0 || commons.QuotaRow(Candidate(table, accelerated[0])) is not { IsEmpty: false } row)
            return;
        for (var slot = 0; slot < row.Length; slot++)
        {
            var running = accelerated.Where(c => c.Fate.Slot <= slot && slot < c.Fate.Slot + table[c.Fate.Option].Touched).ToList();
            var devices = running.Select(c => (long)table[c.Fate.Option].Accelerators).ToArray();
            if (devices.Sum() > row[slot])
                model.AddLinearConstraint(LinearExpr.WeightedSum(running.Select(c => c.Literal), devices), 0, row[slot]);
        }
    }

    private static void LimitBudget(CpModel model, OptionTable table, Commons commons, TenantLimits limits, List<PlacedLiteral> choices)
    {
        if (commons.BudgetLeft(limits) is not { } left)
            return;
        var costs = choices.Select(c => Candidate(table, c).BudgetMicroYuan).ToArray();
        if (costs.Aggregate((Int128)0, (sum, c) => sum + c) > left)
            model.AddLinearConstraint(LinearExpr.WeightedSum(choices.Select(c => c.Literal), costs), 0, left);
    }

    /// <summary>Each demand takes one place: at most one literal of those at this site and those that would break the tie with it.</summary>
    private static void Tie(CpModel model, OptionTable table, List<PlacedLiteral> own, List<PlacedLiteral> others, bool together)
    {
        foreach (var here in own.GroupBy(c => SiteOf(table, c)))
        {
            var breaking = others.Where(o => SiteOf(table, o) == here.Key != together).ToList();
            if (breaking.Count > 0)
                model.AddAtMostOne(here.Concat(breaking).Select(c => c.Literal));
        }
    }

    private static Candidacy Candidate(OptionTable table, PlacedLiteral choice) => table.Candidate(choice.Demand, table[choice.Fate.Option]);

    private static SiteId SiteOf(OptionTable table, PlacedLiteral choice) => table.Case.Pools[table[choice.Fate.Option].Pool].Supply.Site;
}
