using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Policies;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain.Pools;
using ComputeNet.Domain.Workloads;
using Marten;

namespace ComputeNet.Service.Plans;

/// <summary>What running work means for waiting work: what is left of its tenant's quota and budget, and where its companions and rivals stand.</summary>
internal sealed record TenancySnapshot(IReadOnlyList<TenantLimits>? Tenants, IReadOnlyList<StandingWorkload>? Standing)
{
    internal static async Task<TenancySnapshot> TakeAsync(
        IQuerySession session, PolicyView policy, IReadOnlyList<Workload> waiting, IReadOnlyList<Pool> pools, CancellationToken ct)
    {
        var limited = policy.Tenants.Where(t => t is not { DevicesAtOnce: null, BudgetYuan: null }).ToList();
        var placed = await PlacedAsync(session, limited, waiting, ct);
        var named = waiting.SelectMany(w => (w.Request.Placement.Together ?? []).Concat(w.Request.Placement.Apart ?? [])).ToHashSet();
        var standing = placed.Where(w => named.Contains(w.WorkloadId) || w.Request.Placement is not { Together: null, Apart: null })
            .Select(w => new StandingWorkload(w.WorkloadId, w.Current!.Site) { Together = w.Request.Placement.Together, Apart = w.Request.Placement.Apart }).ToList();
        return new TenancySnapshot(
            limited.Count == 0 ? null : [.. limited.Select(t => LimitsOf(t, placed.Where(w => w.Tenant == t.Tenant).ToList(), pools))],
            standing.Count == 0 ? null : standing);
    }

    /// <summary>Placed and not finished: all of them where a tenant has limits, else only those that name or are named.</summary>
    private static async Task<IReadOnlyList<Workload>> PlacedAsync(IQuerySession session, IReadOnlyList<TenantPolicy> limited, IReadOnlyList<Workload> waiting, CancellationToken ct)
    {
        var active = session.Query<Workload>().Where(w => w.Phase == WorkloadPhase.Placed || w.Phase == WorkloadPhase.Starting || w.Phase == WorkloadPhase.Running);
        if (limited.Count > 0)
            return await active.OrderBy(w => w.Id).ToListAsync(ct);
        var named = waiting.SelectMany(w => (w.Request.Placement.Together ?? []).Concat(w.Request.Placement.Apart ?? [])).Select(Workload.StreamOf).Distinct().ToArray();
        var naming = await active.Where(w => w.Request.Placement.Together != null || w.Request.Placement.Apart != null).OrderBy(w => w.Id).ToListAsync(ct);
        var both = named.Length == 0 ? naming : [.. naming, .. (await session.LoadManyAsync<Workload>(ct, named)).Where(w => w.Current is not null && !w.IsFinished)];
        return [.. both.DistinctBy(w => w.Id).OrderBy(w => w.Id, StringComparer.Ordinal)];
    }

    private static TenantLimits LimitsOf(TenantPolicy tenant, IReadOnlyList<Workload> placed, IReadOnlyList<Pool> pools)
    {
        var own = placed.Select(w => w.WorkloadId).ToHashSet();
        var spent = placed.Sum(w => (w.Current!.Figures.PriceYuan ?? 0) + (w.Current.Figures.EgressYuan ?? 0));
        var holds = pools.Where(p => p.Declaration.Architecture != Architecture.Cpu).SelectMany(p => p.Leases).Where(l => own.Contains(l.Workload));
        return new TenantLimits(tenant.Tenant, tenant.DevicesAtOnce, tenant.BudgetYuan - spent) { Holds = [.. holds.SelectMany(ProblemSnapshot.HeldBy).Select(c => c with { MilliDevices = null })] };
    }
}
