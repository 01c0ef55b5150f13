using ComputeNet.Adapters.Local;
using ComputeNet.Adapters.Sensing;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Tests.Local;

public sealed class LocalPoolsTests
{
    private static readonly SiteId Site = new("lab");

    [Fact]
    public void a_machine_without_accelerators_is_one_pool_of_all_its_cores()
    {
        var pool = LocalPools.Of(Site, [0, 1, 2], []).ShouldHaveSingleItem();

        (pool.Id.Value, string.Join(',', pool.Devices)).ShouldBe(("lab.cpu", "0,1,2"));
    }

    [Fact]
    public void each_accelerator_keeps_a_core_for_itself()
    {
        var pools = LocalPools.Of(Site, [0, 1, 2, 3, 8, 9], [Gpu(0), Gpu(1)]);

        pools.Select(p => (p.Id.Value, string.Join(',', p.Cores), string.Join(',', p.Accelerators))).ShouldBe([("lab.cpu", "0,1,2,3", ""), ("lab.nvidia-l4", "8,9", "0,1")]);
    }

    [Fact]
    public void accelerators_never_take_more_than_half_of_the_cores() =>
        LocalPools.Of(Site, [0, 1], [Gpu(0), Gpu(1), Gpu(2)]).Select(p => string.Join(',', p.Cores)).ShouldBe(["0", "1"]);

    [Fact]
    public void models_are_pools_of_their_own_and_so_are_sizes_of_one_model() =>
        LocalPools.Of(Site, [0, 1, 2, 3], [Gpu(0), Gpu(1) with { MemoryMebibytes = 11_000 }, new(Architecture.Ascend, 0, "310P3", null)])
            .Select(p => p.Id.Value).ShouldBe(["lab.cpu", "lab.nvidia-l4", "lab.nvidia-l4-11000", "lab.310p3"]);

    [Fact]
    public void a_device_that_is_cut_into_partitions_is_left_to_its_owner() =>
        LocalPools.Of(Site, [0, 1], [Gpu(0) with { Partitions = ["3g.40gb"] }]).ShouldHaveSingleItem().Id.ShouldBe(new PoolId("lab.cpu"));

    private static SensedDevice Gpu(int number) => new(Architecture.Cuda, number, "NVIDIA L4", new AcceleratorModelId("nvidia-l4")) { MemoryMebibytes = 23034 };
}
