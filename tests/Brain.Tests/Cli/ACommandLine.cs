using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Cli;
using ComputeNet.Cli.Output;

namespace ComputeNet.Brain.Tests.Cli;

/// <summary>Runs the command line in this process, in a folder of its own that goes with the test.</summary>
public abstract class ACommandLine : IDisposable
{
    protected static readonly PlanningProblem Problem = AProblem.With(
        [AProblem.Pool() with { Devices = 4 }, AProblem.Pool("dear") with { PriceYuanPerDeviceHour = 30m }, AProblem.Pool("abroad") with { Country = "FR", PriceYuanPerDeviceHour = 5m }],
        AProblem.Demand() with { Variants = [AProblem.Variant(devices: 4)], Placement = new() { AllowedCountries = ["CN"] } },
        AProblem.Demand("w-2") with { Variants = [AProblem.Variant(devices: 40)] });

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("computenet-cli-");

    public void Dispose()
    {
        folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    protected static DecisionRecord Record(PlanningProblem? problem = null) =>
        new(problem ?? Problem, new(), Planner.Solve(problem ?? Problem, new()));

    /// <summary>Writes a file and gives its full name.</summary>
    protected string Put(string name, string text)
    {
        var path = PathOf(name);
        File.WriteAllText(path, text);
        return path;
    }

    protected string Put(DecisionRecord record, string name = "record.json") => Put(name, DecisionJson.Serialize(record));

    protected string PathOf(string name) => Path.Combine(folder.FullName, name);

    private protected static (int Code, string Out, string Error) Run(params IReadOnlyList<string> args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = CommandLine.Run(args, new Screen(output, error));
        return (code, output.ToString(), error.ToString());
    }
}
