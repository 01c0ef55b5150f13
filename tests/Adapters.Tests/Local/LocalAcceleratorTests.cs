using ComputeNet.Adapters.Local;
using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using Microsoft.Extensions.Logging.Abstractions;

namespace ComputeNet.Adapters.Tests.Local;

/// <summary>Real processes on devices that only a script tells of: what is tested is who gets which, not what a GPU does.</summary>
public sealed class LocalAcceleratorTests : IDisposable
{
    private const string Pool = "local.nvidia-h100-sxm5";

    private readonly VendorScripts tools = new();
    private readonly TemporaryFolder folder = new();
    private readonly LocalScheduler scheduler;

    public LocalAcceleratorTests()
    {
        Assert.SkipUnless(LocalMachine.Sense().Cores.Count >= 2, "A core is kept for accelerators only where there are two.");
        tools.Nvidia("NVIDIA H100 80GB HBM3", [], [31337]);
        scheduler = LocalServices.CreateScheduler(LocalWorld.Options(folder.Path), TimeProvider.System, NullLogger<LocalScheduler>.Instance, tools.Sensor());
    }

    [Fact]
    public async Task devices_are_declared_with_their_memory_and_an_unknown_power()
    {
        var pool = (await scheduler.ReadInventoryAsync(default)).Pools.Single(p => p.Id == new PoolId(Pool));

        (pool.Devices, pool.DeviceMemoryMebibytes, pool.WattsPerDevice, pool.DevicesProvenance.Basis).ShouldBe((2, 81559, null, Basis.Measured));
    }

    [Fact]
    public async Task a_job_sees_the_devices_that_its_order_names_and_no_others()
    {
        var order = Job("w-1.1") with { Seats = [new("this-machine", [1], 1000, 0)] };

        await scheduler.SubmitAsync(order, default);

        var end = await WaitAsync(order.Job, s => s.State.IsTerminal());
        end.LogTail.ShouldBe("devices 1\n");
    }

    [Fact]
    public async Task no_device_is_given_twice()
    {
        var (first, second, third) = (Job("w-1.1", "sleep 600"), Job("w-2.1", "sleep 600"), Job("w-3.1", "sleep 600"));
        await scheduler.SubmitAsync(first, default);
        await WaitAsync(first.Job, s => s.State == JobState.Running);
        await scheduler.SubmitAsync(second, default);

        // Two devices, and one core to drive them: the second waits for the core although a device is free.
        (await scheduler.ObserveAsync(second.Job, default)).State.ShouldBe(LocalMachine.Sense().Cores.Count < 4 ? JobState.Starting : JobState.Running);
        await scheduler.SubmitAsync(third, default);
        (await scheduler.ObserveAsync(third.Job, default)).State.ShouldBe(JobState.Starting);
    }

    [Fact]
    public async Task what_others_hold_is_told_as_theirs()
    {
        var telemetry = (await scheduler.ReadTelemetryAsync(default)).Pools.Single(p => p.Pool == new PoolId(Pool));

        (telemetry.ForeignDevices, telemetry.SickDevices, telemetry.Devices!.Count).ShouldBe((1, 0, 2));
    }

    [Fact]
    public async Task a_tool_that_fails_later_makes_the_devices_unknown_and_not_free()
    {
        await scheduler.ReadInventoryAsync(default);
        tools.Write("nvidia-smi", "exit 9");

        var telemetry = (await scheduler.ReadTelemetryAsync(default)).Pools.Single(p => p.Pool == new PoolId(Pool));

        (telemetry.ForeignDevices, telemetry.Devices).ShouldBe((null, null));
        (await scheduler.ReadInventoryAsync(default)).Pools.ShouldContain(p => p.Id == new PoolId(Pool));
    }

    [Fact]
    public async Task a_job_for_processors_is_refused_on_accelerators()
    {
        var order = Orders.Of("w-1.1", Pool, Orders.Command("true"));

        (await Should.ThrowAsync<SchedulerException>(() => scheduler.SubmitAsync(order, default))).Why.Code.ShouldBe("architecture-mismatch");
    }

    public void Dispose()
    {
        LocalWorld.KillAll(folder.Path);
        folder.Dispose();
        tools.Dispose();
    }

    private static JobOrder Job(string key, string script = "echo devices $CUDA_VISIBLE_DEVICES") =>
        Orders.Of(key, Pool, Orders.Command("sh", "-c", script) with { Architecture = Architecture.Cuda });

    private async Task<JobSighting> WaitAsync(JobKey job, Func<JobSighting, bool> expected)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var seen = await scheduler.ObserveAsync(job, patience.Token);
            if (expected(seen))
                return seen;
            await Task.Delay(20, patience.Token);
        }
    }
}
