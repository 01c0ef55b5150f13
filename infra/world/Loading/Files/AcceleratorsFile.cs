using ComputeNet.Contracts.Vocabulary;
using ComputeNet.World.Catalogue;

namespace ComputeNet.World.Loading.Files;

internal static class AcceleratorsFile
{
    private static readonly string[] Columns =
    [
        "id", "name", "vendor", "architecture", "memory_mebibytes", "tdp_watts", "tdp_basis", "fp16_teraflops", "fp16_basis", "fp64_teraflops", "source",
    ];

    public static IReadOnlyDictionary<AcceleratorModelId, AcceleratorFacts> Read(string folder, IReadOnlyDictionary<string, SourceFacts> sources, FaultList faults) => Keyed.By(
        CsvTable.Read(folder, "accelerators.csv", Columns, faults), "id",
        row =>
        {
            var source = row.Source("source", sources);
            return new AcceleratorFacts(
                row.Id<AcceleratorModelId>("id"), row.Text("name"), row.OptionalText("vendor"), row.Id<Architecture>("architecture"),
                row.IsBlank("memory_mebibytes") ? null : row.Whole("memory_mebibytes", 1, int.MaxValue),
                row.OptionalFigure("tdp_watts", "tdp_basis", 0.1, 100_000, basis => source.Says(basis)),
                row.OptionalFigure("fp16_teraflops", "fp16_basis", 0.001, 1_000_000, basis => source.Says(basis)),
                row.OptionalNumber("fp64_teraflops", 0.001, 1_000_000));
        },
        accelerator => accelerator.Id);
}
