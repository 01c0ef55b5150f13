using System.Text.RegularExpressions;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Sensing;

/// <summary>The catalogue's model for a vendor's product name. A name that is not clearly one of them stays unknown: a wrong model is worse than none.</summary>
public static partial class DeviceNames
{
    private static readonly IReadOnlyDictionary<string, string> Nvidia = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["A10"] = "nvidia-a10",
        ["A10G"] = "nvidia-a10g",
        ["A100-SXM4-40GB"] = "nvidia-a100-sxm4-40gb",
        ["A100-SXM4-80GB"] = "nvidia-a100-sxm4-80gb",
        ["A100 80GB PCIe"] = "nvidia-a100-pcie-80gb",
        ["A800-SXM4-80GB"] = "nvidia-a800-sxm4-80gb",
        ["B200"] = "nvidia-b200-sxm",
        ["GH200 480GB"] = "nvidia-gh200-96gb",
        ["H20"] = "nvidia-h20-96gb",
        ["H100 80GB HBM3"] = "nvidia-h100-sxm5",
        ["H100 NVL"] = "nvidia-h100-nvl",
        ["H100 PCIe"] = "nvidia-h100-pcie",
        ["H200"] = "nvidia-h200-sxm",
        ["H800"] = "nvidia-h800-sxm5",
        ["L4"] = "nvidia-l4",
        ["L40S"] = "nvidia-l40s",
        ["T4"] = "nvidia-t4",
        ["V100-PCIE-16GB"] = "nvidia-v100-pcie-16gb",
        ["V100-SXM2-16GB"] = "nvidia-v100-sxm2-16gb",
        ["V100-SXM2-32GB"] = "nvidia-v100-sxm2-32gb",
    };

    private static readonly IReadOnlyDictionary<string, string> Ascend = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["910"] = "huawei-ascend-910",
        ["910A"] = "huawei-ascend-910",
        ["910ProA"] = "huawei-ascend-910",
        ["910ProB"] = "huawei-ascend-910",
        ["910PremiumA"] = "huawei-ascend-910",
        ["910B"] = "huawei-ascend-910b",
    };

    /// <summary>Every model that a name can lead to.</summary>
    public static IEnumerable<AcceleratorModelId> Models => Nvidia.Values.Concat(Ascend.Values).Distinct().Select(AcceleratorModelId.From);

    /// <summary>Raw samples: <c>NVIDIA H100 80GB HBM3</c>, <c>Tesla V100-SXM2-32GB</c>.</summary>
    public static AcceleratorModelId? OfNvidia(string name) =>
        Nvidia.TryGetValue(VendorPrefix().Replace(name.Trim(), ""), out var model) ? AcceleratorModelId.From(model) : null;

    /// <summary>
    /// Raw samples: <c>910B3</c>, <c>910ProB</c>, <c>310P3</c>. A bare <c>Ascend910</c> is what newer drivers call the 910C's chips, of which two make
    /// one device of the catalogue: it stays unknown.
    /// </summary>
    public static AcceleratorModelId? OfAscend(string name) =>
        Ascend.TryGetValue(SpeedGrade().Replace(name.Trim(), "910B"), out var model) ? AcceleratorModelId.From(model) : null;

    [GeneratedRegex(@"^(NVIDIA\s+|Tesla\s+)+", RegexOptions.IgnoreCase)]
    private static partial Regex VendorPrefix();

    /// <summary>910B1 to 910B4-1 differ in clock and memory, and are one model of the catalogue.</summary>
    [GeneratedRegex(@"^910B\d(-\d)?$")]
    private static partial Regex SpeedGrade();
}
