using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Workloads;
using ComputeNet.Service.Http;

namespace ComputeNet.Service.Workloads;

/// <summary>A tenant sees and commands only its own; what belongs to others looks exactly like what does not exist.</summary>
public static class Ownership
{
    public static bool MaySee(this CommandContext context, TenantId tenant) => context.IsOperator || context.Tenant == tenant;

    public static Workload Owned(this CommandContext context, Workload? workload, WorkloadId id) =>
        workload is not null && context.MaySee(workload.Tenant)
            ? workload
            : throw new RefusedException(Refusal.Because("workload-unknown", ("workload", id)));

    /// <exception cref="RefusedException">The caller belongs to no tenant.</exception>
    public static TenantId OwnTenant(this CommandContext context) =>
        context.Tenant ?? throw new RefusedException(Refusal.Because("tenant-missing", ("field", "tenant")));

    /// <summary>The tenant that a submit counts for: one's own, or, for an operator, the one that is named.</summary>
    public static TenantId TenantFor(this CommandContext context, TenantId? asked) => (context.Tenant, asked) switch
    {
        ({ } own, null) => own,
        ({ } own, { } named) when own == named => own,
        (null, { } named) when context.IsOperator => named,
        (null, null) => throw new RefusedException(Refusal.Because("tenant-missing", ("field", "tenant"))),
        (_, var other) => throw new RefusedException(Refusal.Because("tenant-foreign", ("field", "tenant"), ("tenant", other))),
    };
}
