using System.CommandLine;

namespace ComputeNet.Cli.Brain;

/// <summary>Arguments and options that several commands share.</summary>
internal static class Inputs
{
    internal static Argument<FileInfo> Record(string name = "file") => new(name) { Description = "A decision record {problem, policy, plan} or a bare problem, as JSON" };

    internal static Argument<string> Workload() => new("workload") { Description = "The id of a demand of the problem" };

    internal static Option<bool> Json() => new("--json") { Description = "JSON for scripts instead of a table" };

    internal static Option<FileInfo?> Out() => new("--out") { Description = "Write the decision record to this file" };
}
