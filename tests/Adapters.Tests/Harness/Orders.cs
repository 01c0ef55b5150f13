using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Adapters.Tests.Harness;

/// <summary>Orders as the centre would give them.</summary>
public static class Orders
{
    public static readonly DateTimeOffset GrantedAt = new(2026, 11, 23, 7, 59, 0, TimeSpan.Zero);

    public static JobOrder Of(string job, string pool, Variant variant, long token = 1, int members = 1) =>
        new(new JobKey(job), new WorkloadId(job.Split('.')[0]), new FencingToken(token), new PoolId(pool), members, variant, GrantedAt);

    public static Variant Command(params string[] command) =>
        new() { Architecture = Architecture.Cpu, DevicesPerMember = 1, TimeLimitSeconds = 60, Command = command };

    public static SiteOrders Set(long version, params JobOrder[] orders) => new(version, orders);
}
