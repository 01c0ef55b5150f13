using System.Globalization;
using System.Runtime.Versioning;

namespace ComputeNet.Adapters.Local;

/// <summary>What this machine has: cores that the agent may use, memory, and the tools that keep jobs within bounds.</summary>
[SupportedOSPlatform("linux")]
public sealed record LocalMachine(IReadOnlyList<int> Cores, long MemoryMebibytes, IReadOnlyList<string> MissingTools, bool IsRoot)
{
    private static readonly string[] Tools = ["sh", "setsid", "setpriv", "prlimit", "taskset", "env", "head", "tail", "mkfifo", "sleep", "chown"];

    public static LocalMachine Sense() => new(
        ParseCores(Value("/proc/self/status", "Cpus_allowed_list:")),
        long.Parse(Value("/proc/meminfo", "MemTotal:").Split(' ')[0], CultureInfo.InvariantCulture) / 1024,
        [.. Tools.Where(tool => Executables.Search(tool, LocalMapping.DefaultPath + ":/usr/sbin:/sbin") is null)],
        Environment.IsPrivilegedProcess);

    /// <summary>Raw samples: <c>0-1</c>, <c>0,2-3,8</c>.</summary>
    public static IReadOnlyList<int> ParseCores(string list) =>
        [.. list.Split(',').Select(part => part.Split('-').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray())
            .SelectMany(range => Enumerable.Range(range[0], range[^1] - range[0] + 1))];

    /// <summary>Raw sample of a line: <c>MemTotal:       24595412 kB</c>.</summary>
    private static string Value(string file, string name) =>
        File.ReadLines(file).First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Trim();
}
