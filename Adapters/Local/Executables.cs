using System.Runtime.Versioning;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Local;

/// <summary>Finds the program that a command names, and says why it may not run.</summary>
[SupportedOSPlatform("linux")]
public static class Executables
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The absolute path, or the coded reason. <paramref name="asStranger"/>: the job runs under a user that owns nothing here.</summary>
    public static (string? Path, Refusal? Why) Resolve(string program, string searchPath, IReadOnlyList<string> allowed, bool asStranger)
    {
        if (Search(program, searchPath) is not { } path)
            return (null, Refusal.Because("executable-not-found", ("program", program)));
        // env(1) would take a program with '=' in its name for a variable.
        if (path.Contains('=', StringComparison.Ordinal) || !IsAllowed(path, allowed) || (asStranger && !IsOpenToOthers(path)))
            return (null, Refusal.Because("executable-not-allowed", ("program", path)));
        return (path, null);
    }

    public static string? Search(string program, string searchPath)
    {
        if (program.Contains('/', StringComparison.Ordinal))
            return Path.IsPathRooted(program) && IsProgram(program) ? program : null;
        return program.Length == 0 ? null
            : searchPath.Split(':').Where(folder => folder.StartsWith('/')).Select(folder => Path.Combine(folder, program)).FirstOrDefault(IsProgram);
    }

    /// <summary>Whether a user who owns nothing here can get to the file or folder and execute or enter it.</summary>
    public static bool IsOpenToOthers(string path)
    {
        for (var part = RealPath(path); part is not null; part = Path.GetDirectoryName(part))
            if (!File.GetUnixFileMode(part).HasFlag(UnixFileMode.OtherExecute))
                return false;
        return true;
    }

    private static bool IsProgram(string path) => File.Exists(path) && (File.GetUnixFileMode(path) & AnyExecute) != 0;

    /// <summary>Compared without <c>..</c> and with the links of the file itself followed.</summary>
    private static bool IsAllowed(string path, IReadOnlyList<string> allowed) =>
        allowed.Count == 0 || allowed.Select(Path.GetFullPath).Any(entry =>
            RealPath(path) == RealPath(entry) || RealPath(path).StartsWith(entry.TrimEnd('/') + "/", StringComparison.Ordinal));

    private static string RealPath(string path)
    {
        var full = Path.GetFullPath(path);
        return File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
    }
}
