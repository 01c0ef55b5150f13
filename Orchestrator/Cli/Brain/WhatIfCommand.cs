using System.CommandLine;
using ComputeNet.Brain.Explanations.WhatIfs;
using ComputeNet.Cli.Files;
using ComputeNet.Cli.Output;

namespace ComputeNet.Cli.Brain;

/// <summary><c>brain whatif</c>: solve a changed copy of a stored problem and show what is different.</summary>
internal static class WhatIfCommand
{
    internal static Command Make(Screen screen)
    {
        var (file, json, output) = (Inputs.Record(), Inputs.Json(), Inputs.Out());
        var lost = Many("--site-lost", "A site that takes no work any more");
        var devices = Many("--devices", "pool=count: another number of devices");
        var prices = Many("--price", "pool, site or 'all' = factor: prices times the factor");
        var carbon = new Option<decimal?>("--carbon-price") { Description = "Yuan per tonne of CO₂e" };
        var weights = new Option<string?>("--weights") { Description = "price,latency,carbon, e.g. 1,1,2" };
        var demands = new Option<FileInfo[]>("--demand") { Description = "A JSON file with one more demand, as problems have them", DefaultValueFactory = _ => [] };
        var command = new Command("whatif", "Solve a changed copy of the problem and show what moves and why; changes are made in the order of the options below")
        {
            file, lost, devices, prices, carbon, weights, demands, output, json,
        };
        command.SetAction(parsed =>
        {
            var before = StoredFile.Open(parsed.GetRequiredValue(file)).Decision();
            IReadOnlyList<Change> changes =
            [
                .. parsed.GetRequiredValue(lost).Select(ChangeText.SiteLost),
                .. parsed.GetRequiredValue(devices).Select(ChangeText.Devices),
                .. parsed.GetRequiredValue(prices).Select(text => ChangeText.Price(text, before.Problem)),
                .. parsed.GetValue(carbon) is { } price ? [new CarbonPrice(price)] : Array.Empty<Change>(),
                .. parsed.GetValue(weights) is { } told ? [ChangeText.Weights(told)] : Array.Empty<Change>(),
                .. parsed.GetRequiredValue(demands).Select(f => new DemandAdded(StoredFile.Open(f).Demand())),
            ];
            return Run(screen, WhatIf.Ask(before, changes), parsed.GetValue(json), parsed.GetValue(output));
        });
        return command;
    }

    private static int Run(Screen screen, WhatIfAnswer answer, bool json, FileInfo? output)
    {
        Written.To(output, answer.After);
        if (json)
            screen.WriteJson(answer.Delta);
        else
            DeltaTable.Write(screen, answer.Delta);
        return ExitCodes.Yes;
    }

    private static Option<string[]> Many(string name, string description) => new(name) { Description = description, DefaultValueFactory = _ => [] };
}
