using System.Globalization;

namespace ComputeNet.WorldCompiler;

/// <summary>The capacities that the centres state, one row each: figures of different precision must never be added up.</summary>
internal static class Capacities
{
    public static IReadOnlyList<Row> Compile(Folder source) =>
    [
        .. source.Read("centres.csv").SelectMany(r => new[]
        {
            Of(r["id"], r["capacity_pflops"], r["capacity_precision"], Built(r)),
            Of(r["id"], r["capacity2_pflops"], r["capacity2_precision"], Built(r)),
            Of(r["id"], r["capacity_planned_pflops"], PlannedPrecision(r), "planned"),
        }).OfType<Row>(),
    ];

    private static string Built(Row centre) => centre["status"] == "operating" && !centre["capacity_basis"].Contains("plan", StringComparison.Ordinal) ? "built" : "planned";

    /// <summary>Where a second precision comes with the plan and without a figure of its own, it is the plan's.</summary>
    private static string PlannedPrecision(Row centre) =>
        centre["capacity2_pflops"].Length == 0 && centre["capacity2_precision"].Length > 0 ? centre["capacity2_precision"] : centre["capacity_precision"];

    private static Row? Of(string site, string petaflops, string precision, string stage) => petaflops.Length == 0 ? null : new Row
    {
        ["site"] = site,
        ["petaflops"] = double.Parse(petaflops, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        ["precision"] = precision switch { "FP16" => "fp16", "FP64" => "fp64", _ when precision.StartsWith("AI", StringComparison.Ordinal) => "ai", _ => "unstated" },
        ["stage"] = stage,
        ["source"] = "article-intelligent-computing",
    };
}
