using System.Diagnostics;
using System.Globalization;

namespace ComputeNet.Standalone.Postgres;

/// <summary>The server process of a data folder, known by the <c>postmaster.pid</c> that PostgreSQL writes into it.</summary>
public static class Postmaster
{
    /// <summary>The first line of <c>postmaster.pid</c> when that process lives and is a PostgreSQL; a stale file names nobody or a stranger.</summary>
    public static int? RunningIn(string cluster)
    {
        var file = Path.Combine(cluster, "postmaster.pid");
        if (!File.Exists(file) || !int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var id))
            return null;
        try
        {
            using var process = Process.GetProcessById(id);
            return process.ProcessName == "postgres" && !IsZombie(id) ? id : null;
        }
        catch (ArgumentException) // there is no such process
        {
            return null;
        }
    }

    /// <summary>
    /// Clears the way after a run that was killed: its server, which may be shutting down already because its leash broke, is stopped and
    /// waited for; a stale file is removed, for PostgreSQL would take a stranger with that process id for a running server.
    /// </summary>
    public static async Task ClearAsync(PostgresBinaries binaries, ServerAccount account, string cluster, CancellationToken ct)
    {
        if (RunningIn(cluster) is { } id)
        {
            var stop = await ProgramRun.RunAsync(account.Prefix(binaries.PgCtl, "stop", "-D", cluster, "-m", "fast", "-w", "-t", "30"), ct);
            if (RunningIn(cluster) is not null)
                throw new StartupRefusedException($"A PostgreSQL left over from an earlier run (process {id}) still uses {cluster} and does not stop: {stop.Complaint}");
        }
        File.Delete(Path.Combine(cluster, "postmaster.pid"));
    }

    /// <summary>In a container whose first process collects no orphans, a killed server keeps its process id for ever. Reads e.g. <c>4711 (postgres) Z 1 …</c>.</summary>
    private static bool IsZombie(int id)
    {
        var stat = $"/proc/{id}/stat";
        return File.Exists(stat) && File.ReadAllText(stat).Contains(") Z ", StringComparison.Ordinal);
    }
}
