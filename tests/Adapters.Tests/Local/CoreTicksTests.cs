using ComputeNet.Adapters.Local;

namespace ComputeNet.Adapters.Tests.Local;

public sealed class CoreTicksTests
{
    [Fact]
    public void the_kernels_counters_are_read_core_by_core_and_waiting_for_disks_is_not_busy()
    {
        var then = CoreTicks.Parse(["cpu  300 0 0 700 0 0 0 0 0 0", "cpu0 100 0 0 400 0 0 0 0 0 0", "cpu7 200 0 0 300 0 0 0 0 0 0", "intr 1 2 3", "ctxt 9"]);
        var now = CoreTicks.Parse(["cpu0 120 0 10 420 40 0 0 10 0 0", "cpu7 200 0 0 300 0 0 0 0 0 0"]);

        then.Keys.ShouldBe([0, 7], ignoreOrder: true);
        now[0].BusyShareSince(then[0])!.Value.ShouldBe(0.4, 1e-9);
        now[7].BusyShareSince(then[7]).ShouldBeNull("no time has passed");
    }

    [Fact]
    public void this_machines_own_counters_are_understood() => CoreTicks.Parse(File.ReadLines("/proc/stat")).Count.ShouldBeGreaterThan(0);
}
