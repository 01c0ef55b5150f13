namespace ComputeNet.WorldCompiler;

/// <summary>Device models with dense peaks. A low-confidence figure (third-party or recalled) is kept as an assumption.</summary>
internal static class Accelerators
{
    public static IReadOnlyList<Row> Compile(Folder source, Folder authored)
    {
        var compiled = source.Read("accelerators.csv").Select(r =>
        {
            var low = r["confidence"] == "low";
            var basis = low ? "assumed" : "stated";
            return new Row
            {
                ["id"] = Slug.Of(r["name"]),
                ["name"] = r["name"],
                ["vendor"] = r["vendor"],
                ["architecture"] = ArchitectureOf(r["programming"]),
                ["memory_mebibytes"] = Table.Text(r.Number("memory_gb") * 1024, 0),
                ["tdp_watts"] = r["tdp_w"],
                ["tdp_basis"] = r["tdp_w"].Length > 0 ? basis : "unknown",
                ["fp16_teraflops"] = r["fp16_tflops"],
                ["fp16_basis"] = r["fp16_tflops"].Length > 0 ? basis : "unknown",
                ["fp64_teraflops"] = r["fp64_tflops"],
                ["source"] = low ? "accelerator-third-party" : "accelerator-datasheets",
            };
        });
        var extra = authored.Read("extra-accelerators.csv");
        foreach (var row in extra.Where(r => r["fp16_teraflops"].Length == 0)) row["fp16_basis"] = "unknown";
        return [.. compiled.Concat(extra).OrderBy(r => r["id"], StringComparer.Ordinal)];
    }

    private static string ArchitectureOf(string programming) => programming.Split(' ')[0] switch
    {
        "CUDA" => "cuda",
        "CANN" => "ascend",
        "XPU" => "xpu",
        "Neuware" => "mlu",
        "Sunway" => "sunway",
        var other => throw new InvalidOperationException($"No architecture is known for the programming model '{other}'."),
    };
}
