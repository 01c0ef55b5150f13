using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Plans;

/// <summary>
/// What placements share beyond the devices of a pool: their tenants' quotas and budgets, and the sites of those tied to them. Counts what is
/// placed, and says what one more placement may still do. Solvers of a problem without such limits have none and pay nothing for them.
/// </summary>
internal sealed class Commons
{
    private readonly PlanningCase @case;
    private readonly Dictionary<TenantLimits, int[]> quotas = [];
    private readonly Dictionary<TenantLimits, Int128> budgets = [];
    private readonly Dictionary<WorkloadId, SiteId> sites = [];

    internal Commons(PlanningCase @case)
    {
        this.@case = @case;
        foreach (var limits in @case.Problem.Tenants ?? [])
        {
            if (limits.DevicesAtOnce is { } most)
            {
                var row = quotas[limits] = new int[@case.Clock.Slots];
                Array.Fill(row, Math.Max(0, most));
                foreach (var hold in limits.Holds ?? [])
                    PoolFacts.Hold(@case.Clock, hold, hold.Devices, row);
            }
            if (limits.BudgetYuan is { } budget)
                budgets[limits] = Micro.FromBudget(budget);
        }
    }

    /// <summary>Null when the demands of the problem share nothing beyond devices.</summary>
    internal static Commons? Of(PlanningCase @case) => @case.HasCommons ? new Commons(@case) : null;

    internal void Take(in Candidacy placed, int slot, Stretched? run = null) => Count(placed, slot, run, -1);

    internal void Release(in Candidacy placed, int slot, Stretched? run = null) => Count(placed, slot, run, +1);

    /// <summary>Accelerators that the tenant's quota still leaves in each slot; empty when the candidate needs none of it.</summary>
    internal ReadOnlySpan<int> QuotaRow(in Candidacy candidate) =>
        candidate.Demand.Limits is { } limits && candidate.QuotaDevices > 0 && quotas.TryGetValue(limits, out var row) ? row : [];

    /// <summary>What the tenant's budget still has, micro-yuan; null without one.</summary>
    internal long? BudgetLeft(TenantLimits limits) => budgets.TryGetValue(limits, out var left) ? (long)left : null;

    /// <summary>Whether the place is possible at any start, as far as budget and ties go.</summary>
    internal bool Allows(in Candidacy candidate, Stretched? run = null) => BudgetSuffices(candidate, run) && BrokenTie(candidate) is null;

    /// <summary>The "no" of budget and ties in numbers; null when they allow the place.</summary>
    internal Refusal? Refuses(in Candidacy candidate)
    {
        if (!BudgetSuffices(candidate))
        {
            return Refusal.Because("budget-spent",
                ("tenant", candidate.Demand.Demand.Tenant),
                ("needYuan", Micro.ToYuan(candidate.BudgetMicroYuan)),
                ("leftYuan", Micro.ToYuan((long)budgets[candidate.Demand.Limits!])));
        }
        return BrokenTie(candidate) is not { } broken ? null : Refusal.Because(
            broken.Tie.Together ? "companion-planned-elsewhere" : "rival-planned-here",
            ("other", broken.Tie.Other), ("otherSite", broken.At), ("site", candidate.Pool.Supply.Site));
    }

    private bool BudgetSuffices(in Candidacy candidate, Stretched? run = null) =>
        candidate.Demand.Limits is not { BudgetYuan: not null } limits || !budgets.TryGetValue(limits, out var left) || candidate.BudgetOf(run) <= left;

    private (Tie Tie, SiteId At)? BrokenTie(in Candidacy candidate)
    {
        foreach (var tie in candidate.Demand.Ties)
        {
            if (sites.TryGetValue(tie.Other, out var at) && !tie.Allows(candidate.Pool.Supply.Site, at))
                return (tie, at);
        }
        return null;
    }

    private void Count(in Candidacy placed, int slot, Stretched? run, int sign)
    {
        if (sign < 0)
            sites[placed.Demand.Demand.Workload] = placed.Pool.Supply.Site;
        else
            sites.Remove(placed.Demand.Demand.Workload);
        if (placed.Demand.Limits is not { } limits)
            return;
        if (budgets.TryGetValue(limits, out var left))
            budgets[limits] = left + sign * placed.BudgetOf(run);
        if (placed.QuotaDevices == 0 || !quotas.TryGetValue(limits, out var row))
            return;
        var devices = (int)(sign * placed.QuotaDevices);
        if (run is not null)
            run.Add(row, devices);
        else
            Windows.Add(row, slot, slot + placed.Variant.TouchedSlots, devices);
    }
}
