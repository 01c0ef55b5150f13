using ComputeNet.Adapters.Sensing;
using ComputeNet.Contracts.Vocabulary;
using CsCheck;

namespace ComputeNet.Adapters.Tests.Sensing;

/// <summary>The forms of output that drivers 470 to 570 print; figures and ids are made up.</summary>
public sealed class NvidiaSmiTests
{
    private const string Hoppers = """
        0, GPU-11111111-0000-0000-0000-000000000001, NVIDIA H100 80GB HBM3, 81559, 70214, 97, 612.38, 61, 0
        1, GPU-11111111-0000-0000-0000-000000000002, NVIDIA H100 80GB HBM3, 81559, 4, 0, 69.87, 28, 0
        """;

    [Fact]
    public void figures_are_read_with_their_units()
    {
        var busy = NvidiaSmi.Read(Hoppers)[0];

        busy.ShouldSatisfyAllConditions(
            d => d.Architecture.ShouldBe(Architecture.Cuda),
            d => d.Number.ShouldBe(0),
            d => d.Model.ShouldBe(new AcceleratorModelId("nvidia-h100-sxm5")),
            d => d.MemoryMebibytes.ShouldBe(81559),
            d => d.UsedMebibytes.ShouldBe(70214),
            d => d.UtilisationShare!.Value.ShouldBe(0.97, 1e-9),
            d => d.Watts.ShouldBe(612.38),
            d => d.Celsius.ShouldBe(61),
            d => d.IsHealthy.ShouldBe(true));
    }

    [Fact]
    public void processes_are_found_by_the_device_that_they_hold()
    {
        var devices = NvidiaSmi.Read(Hoppers, "GPU-11111111-0000-0000-0000-000000000001, 4711\nGPU-11111111-0000-0000-0000-000000000001, 99\n");

        devices[0].Processes.ShouldBe([99, 4711]);
        devices[1].Processes.ShouldBeEmpty();
    }

    [Fact]
    public void partitions_belong_to_the_device_above_them()
    {
        var devices = NvidiaSmi.Read(Hoppers, "", """
            GPU 0: NVIDIA H100 80GB HBM3 (UUID: GPU-11111111-0000-0000-0000-000000000001)
            GPU 1: NVIDIA H100 80GB HBM3 (UUID: GPU-11111111-0000-0000-0000-000000000002)
              MIG 3g.40gb     Device  0: (UUID: MIG-22222222-0000-0000-0000-000000000001)
              MIG 1g.10gb     Device  1: (UUID: MIG-22222222-0000-0000-0000-000000000002)
            """);

        devices[0].Partitions.ShouldBeEmpty();
        devices[1].Partitions.ShouldBe(["3g.40gb", "1g.10gb"]);
    }

    [Theory]
    [InlineData("0, GPU-1, NVIDIA GeForce RTX 3060, 12288, 1, [N/A], [Not Supported], 35, [N/A]")]
    [InlineData("0, GPU-1, NVIDIA GeForce RTX 3060, 12288, 1, [Not Supported], [N/A], 35, [Not Supported]")]
    public void what_a_model_does_not_tell_is_unknown_and_not_zero(string line)
    {
        var device = NvidiaSmi.Read(line).ShouldHaveSingleItem();

        device.UtilisationShare.ShouldBeNull();
        device.Watts.ShouldBeNull();
        device.IsHealthy.ShouldBeNull();
        device.Model.ShouldBeNull();
        device.MemoryMebibytes.ShouldBe(12288);
    }

    [Theory]
    [InlineData("3, GPU-1, NVIDIA A100-SXM4-80GB, 81920, 4, 0, 61.2, 30, 2")]
    [InlineData("3, GPU-1, NVIDIA A100-SXM4-80GB, [Unknown Error], [Unknown Error], [Unknown Error], ERR!, ERR!, [Unknown Error]")]
    [InlineData("3, GPU-1, NVIDIA A100-SXM4-80GB, [GPU is lost], [GPU is lost], [GPU is lost], [GPU is lost], [GPU is lost], [GPU is lost]")]
    public void a_device_with_lost_memory_or_fallen_off_the_bus_is_sick(string line) => NvidiaSmi.Read(line).ShouldHaveSingleItem().IsHealthy.ShouldBe(false);

    [Theory]
    [InlineData("")]
    [InlineData("No devices were found")]
    [InlineData("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.")]
    [InlineData("WARNING: infoROM is corrupted at gpu 0000:3B:00.0")]
    [InlineData("0, GPU-1")]
    [InlineData("x, y, z, 1, 2, 3, 4, 5, 6")]
    public void what_is_not_of_a_device_is_passed_over(string output) => NvidiaSmi.Read(output).ShouldBeEmpty();

    [Theory]
    [InlineData("Tesla V100-SXM2-32GB", "nvidia-v100-sxm2-32gb")]
    [InlineData("NVIDIA A100-SXM4-40GB", "nvidia-a100-sxm4-40gb")]
    [InlineData("Tesla T4", "nvidia-t4")]
    [InlineData("NVIDIA H20", "nvidia-h20-96gb")]
    [InlineData("NVIDIA H200", "nvidia-h200-sxm")]
    public void product_names_lead_to_the_catalogue(string name, string model) => DeviceNames.OfNvidia(name).ShouldBe(new AcceleratorModelId(model));

    [Fact]
    public void every_model_that_a_name_leads_to_is_in_the_catalogue()
    {
        var catalogue = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "world", "accelerators.csv")).Skip(1).Select(l => l.Split(',')[0]).ToHashSet();

        DeviceNames.Models.Select(m => m.Value).Except(catalogue).ShouldBeEmpty();
    }

    [Fact]
    public void no_output_at_all_makes_it_stumble() =>
        Gen.String[Gen.Char["0123456789,.[]/ \nGPUNA-|%!x"], 0, 200].Sample(text => NvidiaSmi.Read(text, text, text).All(d => d.Number >= 0));
}
