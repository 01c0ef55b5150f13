using System.Globalization;
using System.Text.RegularExpressions;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Kubernetes;

/// <summary>The device resources met in the field, and how what nodes say of them becomes a model of the catalogue. Pure.</summary>
public static partial class KubernetesDevices
{
    public const string Processor = "cpu";

    /// <summary>NVIDIA's device plugin; the labels are written by its feature discovery. Whole devices.</summary>
    public static readonly DeviceResource NvidiaGpu = new("nvidia.com/gpu", Architecture.Cuda, "nvidia-gpu")
    {
        ModelLabels = ["nvidia.com/gpu.product"],
        MemoryLabel = "nvidia.com/gpu.memory",
    };

    /// <summary>The same name under HAMi, which advertises each device ten times and shares it by memory and per cent.</summary>
    public static readonly DeviceResource HamiGpu = NvidiaGpu with { SplitCount = 10, MemoryResource = "nvidia.com/gpumem", CoreResource = "nvidia.com/gpucores" };

    public static readonly DeviceResource ProcessorCore = new(Processor, Architecture.Cpu, "cpu-core");

    /// <summary>What the feature discovery writes, and which model of the catalogue that is.</summary>
    private static readonly Dictionary<string, string> Models = new(StringComparer.OrdinalIgnoreCase)
    {
        ["NVIDIA-A10"] = "nvidia-a10",
        ["NVIDIA-A10G"] = "nvidia-a10g",
        ["NVIDIA-A100-PCIE-80GB"] = "nvidia-a100-pcie-80gb",
        ["NVIDIA-A100-80GB-PCIe"] = "nvidia-a100-pcie-80gb",
        ["NVIDIA-A100-SXM4-40GB"] = "nvidia-a100-sxm4-40gb",
        ["NVIDIA-A100-SXM4-80GB"] = "nvidia-a100-sxm4-80gb",
        ["NVIDIA-A800-SXM4-80GB"] = "nvidia-a800-sxm4-80gb",
        ["NVIDIA-H100-80GB-HBM3"] = "nvidia-h100-sxm5",
        ["NVIDIA-H100-PCIe"] = "nvidia-h100-pcie",
        ["NVIDIA-H100-NVL"] = "nvidia-h100-nvl",
        ["NVIDIA-H200"] = "nvidia-h200-sxm",
        ["NVIDIA-H800"] = "nvidia-h800-sxm5",
        ["NVIDIA-H20"] = "nvidia-h20-96gb",
        ["NVIDIA-L4"] = "nvidia-l4",
        ["NVIDIA-L40S"] = "nvidia-l40s",
        ["NVIDIA-B200"] = "nvidia-b200-sxm",
        ["Tesla-T4"] = "nvidia-t4",
        ["Tesla-V100-PCIE-16GB"] = "nvidia-v100-pcie-16gb",
        ["Tesla-V100-SXM2-16GB"] = "nvidia-v100-sxm2-16gb",
        ["Tesla-V100-SXM2-32GB"] = "nvidia-v100-sxm2-32gb",
        ["910"] = "huawei-ascend-910",
        ["910A"] = "huawei-ascend-910",
        ["910B"] = "huawei-ascend-910b",
        ["910B2"] = "huawei-ascend-910b",
        ["910B3"] = "huawei-ascend-910b",
        ["910C"] = "huawei-ascend-910c",
        ["310P"] = "huawei-ascend-310p",
        ["310P3"] = "huawei-ascend-310p",
    };

    /// <summary>
    /// The model that a node's label tells. Labels end in <c>-SHARED</c> where devices are time-sliced and in <c>-MIG-1g.10gb</c> where all are cut alike;
    /// one that the catalogue does not have stays itself, in the letters of an id.
    /// </summary>
    public static string ModelOf(string label)
    {
        var card = Suffix().Replace(label.Trim(), "");
        if (Models.TryGetValue(card, out var model) || Models.TryGetValue(card.Replace("Ascend", "", StringComparison.OrdinalIgnoreCase).TrimStart('-'), out model))
            return model;
        return Slug(card);
    }

    /// <summary>Letters of an id: small, digits, dot and hyphen; at most 60, so that a site's name fits before it.</summary>
    public static string Slug(string text)
    {
        var letters = new string([.. text.ToLowerInvariant().Select(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '.' ? c : '-').Take(60)]).Trim('-', '.');
        return letters.Length > 0 ? letters : "device";
    }

    /// <summary>
    /// The resource of a partition that was cut beforehand, as a kind of device of its own: <c>nvidia.com/mig-1g.10gb</c> of a
    /// <c>nvidia.com/gpu</c>, <c>huawei.com/Ascend910-8c</c> of a <c>huawei.com/Ascend910</c>. Null when the resource is no partition of that kind.
    /// </summary>
    public static (DeviceResource Resource, string Partition, long? MemoryMebibytes)? PartitionOf(string resource, DeviceResource whole)
    {
        if (whole.Name == NvidiaGpu.Name && Mig().Match(resource) is { Success: true } mig)
            return (Cut(whole, resource), $"mig-{mig.Groups["profile"].Value}", long.Parse(mig.Groups["gb"].Value, CultureInfo.InvariantCulture) * 1024);
        if (resource.StartsWith($"{whole.Name}-", StringComparison.Ordinal) && VirtualNpu().Match(resource[(whole.Name.Length + 1)..]) is { Success: true } virtualNpu)
            return (Cut(whole, resource), $"vnpu-{virtualNpu.Value}", null);
        return null;
    }

    private static DeviceResource Cut(DeviceResource whole, string resource) =>
        whole with { Name = resource, SplitCount = 1, MemoryResource = null, CoreResource = null, Templates = null };

    [GeneratedRegex(@"-(SHARED|MIG-[0-9a-z.+]+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Suffix();

    [GeneratedRegex(@"^nvidia\.com/mig-(?<profile>[0-9]+g\.(?<gb>[0-9]+)gb[a-z0-9.]*)$")]
    private static partial Regex Mig();

    [GeneratedRegex(@"^[0-9]+c(\.[0-9]+cpu[a-z0-9.]*)?$")]
    private static partial Regex VirtualNpu();
}
