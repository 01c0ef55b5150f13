using ComputeNet.Adapters.Tests.Harness;

namespace ComputeNet.Adapters.Tests.Sensing;

/// <summary>The sensor with real processes: small scripts in place of the vendors' tools.</summary>
public sealed class DeviceSensorTests : IDisposable
{
    private readonly VendorScripts tools = new();

    public void Dispose() => tools.Dispose();

    [Fact]
    public async Task a_machine_without_tools_has_no_devices_and_no_trouble()
    {
        var sensed = await tools.Sensor().SenseAsync(TestContext.Current.CancellationToken);

        sensed.Devices.ShouldBeEmpty();
        sensed.Trouble.ShouldBeNull();
    }

    [Fact]
    public async Task both_vendors_devices_are_told()
    {
        tools.Write("nvidia-smi", """case "$1" in --query-gpu*) echo "0, GPU-1, NVIDIA L4, 23034, 1, 0, 11.8, 40, 0";; --query-compute*) echo "GPU-1, 77";; esac""");
        tools.Write("npu-smi", "printf '| Chip | Bus-Id | AICore(%%) Memory-Usage(MB) HBM-Usage(MB) |\\n| 0 910B2 | OK | 90 40 0 / 0 |\\n| 0 | 0000:C1 | 5 0 / 0 10 / 65536 |\\n'");

        var sensed = await tools.Sensor().SenseAsync(TestContext.Current.CancellationToken);

        sensed.Trouble.ShouldBeNull();
        sensed.Devices.Select(d => (d.Name, d.UsedMebibytes, d.Processes.Count)).ShouldBe([("NVIDIA L4", 1, 1), ("910B2", 10, 0)]);
    }

    [Fact]
    public async Task a_driver_in_trouble_is_told_with_its_own_words()
    {
        tools.Write("nvidia-smi", "echo 'NVIDIA-SMI has failed because it could not communicate with the NVIDIA driver.'; exit 9");

        var trouble = (await tools.Sensor().SenseAsync(TestContext.Current.CancellationToken)).Trouble.ShouldNotBeNull();

        trouble.Code.ShouldBe("tool-failed");
        trouble.ToString().ShouldContain("could not communicate");
    }

    [Fact]
    public async Task a_tool_that_hangs_is_killed()
    {
        tools.Write("npu-smi", "echo $$ > \"$(dirname \"$0\")/pid\"; exec sleep 600");

        (await tools.Sensor(TimeSpan.FromSeconds(2)).SenseAsync(TestContext.Current.CancellationToken)).Trouble!.Code.ShouldBe("tool-timeout");

        var pid = int.Parse(File.ReadAllText(Path.Combine(tools.Folder, "pid")), System.Globalization.CultureInfo.InvariantCulture);
        await Task.Run(async () =>
        {
            while (Directory.Exists($"/proc/{pid}") && !File.ReadAllText($"/proc/{pid}/status").Contains("State:\tZ", StringComparison.Ordinal))
                await Task.Delay(20);
        }, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task output_of_a_form_that_nobody_knows_is_told_as_such()
    {
        tools.Write("nvidia-smi", "echo 'GPU zero is fine, thank you'");

        (await tools.Sensor().SenseAsync(TestContext.Current.CancellationToken)).Trouble!.Code.ShouldBe("tool-not-understood");
    }
}
