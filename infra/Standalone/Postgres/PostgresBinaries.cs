using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ComputeNet.Standalone.Postgres;

/// <summary>A folder that holds initdb, pg_ctl and postgres of one major version.</summary>
public sealed partial record PostgresBinaries(string Folder, int Major)
{
    /// <summary>The first version that notices a dead client in the middle of a query (client_connection_check_interval).</summary>
    public const int OldestMajor = 14;

    public string InitDb => Executable(Folder, "initdb");
    public string PgCtl => Executable(Folder, "pg_ctl");

    /// <summary>Asks the server program for its version; null when the folder is not a complete, usable installation.</summary>
    public static async Task<PostgresBinaries?> TryReadAsync(string folder, CancellationToken ct)
    {
        if (!new[] { "initdb", "pg_ctl", "postgres" }.All(name => File.Exists(Executable(folder, name))))
            return null;
        try
        {
            var answer = await ProgramRun.RunAsync([Executable(folder, "postgres"), "--version"], ct);
            var major = answer.Succeeded ? MajorIn(answer.Output) : null;
            return major is >= OldestMajor ? new(folder, major.Value) : null;
        }
        catch (Win32Exception)
        {
            // It cannot be started at all: a dangling link, or a program for another kind of machine. As good as not installed.
            return null;
        }
    }

    /// <summary>Reads e.g. <c>postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)</c>.</summary>
    public static int? MajorIn(string version) =>
        VersionText().Match(version) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;

    private static string Executable(string folder, string name) => Path.Combine(folder, name);

    [GeneratedRegex(@"PostgreSQL\) (\d+)")]
    private static partial Regex VersionText();
}
