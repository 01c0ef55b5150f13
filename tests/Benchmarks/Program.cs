using System.CommandLine;
using ComputeNet.Benchmarks;
using ComputeNet.Benchmarks.Running;

var data = new Option<string?>("--data") { Description = "Folder that holds traces/ and world/ (README.md says where the data comes from)" };
var list = new Option<string?>("--list") { Description = "Only this input of the family" };
var size = new Option<int?>("--size") { Description = "Only this size" };
var seed = new Option<int?>("--seed") { Description = "Only this seed" };
var repeats = new Option<int>("--repeats") { Description = "How often a timed case runs", DefaultValueFactory = _ => 5 };
var json = new Option<bool>("--json") { Description = "One JSON object per case" };

var root = new RootCommand("Measures ComputeNet against published and exact figures; every answer is judged by an independent checker.");
foreach (var family in Families.All)
{
    var command = new Command(family.Name, family.Purpose) { data, list, size, seed, repeats, json };
    command.SetAction(parsed => Run(
        family,
        new RunOptions(parsed.GetValue(data), parsed.GetValue(list), parsed.GetValue(size), parsed.GetValue(seed), parsed.GetValue(repeats)),
        new Report(Console.Out, parsed.GetValue(json))));
    root.Add(command);
}
return root.Parse(args).Invoke();

static int Run(IFamily family, RunOptions options, Report report)
{
    var missing = family.Needs.Where(need => options.Data is null || !Path.Exists(options.PathOf(need))).ToList();
    if (missing.Count > 0)
    {
        Console.Error.WriteLine($"{family.Name} needs {string.Join(", ", missing)} under --data{(options.Data is null ? "" : $" ({options.Data})")}; tests/Benchmarks/README.md says where the data comes from.");
        return 2;
    }
    try
    {
        var isMet = true;
        foreach (var result in family.Run(options))
        {
            report.Write(result);
            isMet &= result.Met is not false;
        }
        return isMet ? 0 : 1;
    }
    catch (CheckerRefusedException refused)
    {
        Console.Error.WriteLine($"{family.Name}: the checker refused the answer: {refused.Message}");
        return 3;
    }
}
