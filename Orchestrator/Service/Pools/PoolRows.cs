using ComputeNet.Contracts.Pools;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Pools;
using ComputeNet.Domain.Workloads;
using ComputeNet.Service.Http;
using ComputeNet.Service.Workloads;

namespace ComputeNet.Service.Pools;

/// <summary>
/// A pool as screens show it; a tenant sees the leases of its own workloads and, of the others, how many devices they hold. The people of the pool's site see what runs
/// there by the names that their scheduler knows it by, and nothing of whose it is.
/// </summary>
public static class PoolRows
{
    public static PoolView Of(Pool pool, IReadOnlyDictionary<WorkloadId, Workload> workloads, CommandContext reader) => new(
        pool.PoolId, pool.Site, pool.Declaration.Name, pool.Declaration.Architecture, pool.Declaration.Model,
        pool.Declaration.Devices, pool.Declaration.DevicesProvenance, pool.LeasedDevices, pool.Declaration.DeviceMemoryMebibytes,
        pool.Declaration.PricePerDeviceHour, pool.Declaration.PriceProvenance, pool.Declaration.WattsPerDevice, pool.Declaration.WattsProvenance,
        pool.DeclaredAt,
        [.. from lease in pool.Leases
            let holder = workloads.GetValueOrDefault(lease.Workload)
            where holder is not null && (reader.MaySee(holder.Tenant) || IsOfItsSite(reader, pool))
            select new LeaseView(lease.Workload, lease.Job, lease.Token, lease.Devices, lease.GrantedAt, lease.PlannedEnd, holder.Phase)],
        pool.Revision)
    {
        MostDevices = pool.MostDevices,
    };

    private static bool IsOfItsSite(CommandContext reader, Pool pool) => reader.Role == Roles.SiteOperator && reader.Site == pool.Site;
}
