using System.Diagnostics;

namespace ComputeNet.Standalone.Postgres;

/// <summary>
/// Keeps the server's life tied to ours. A small shell starts it (pg_ctl gives it a session of its own, so the terminal's Ctrl-C does
/// not reach it), then reads our pipe; the pipe ends when we close it or die in whatever way, and the shell stops the server: its own one,
/// not the one that a next run may have started meanwhile.
/// </summary>
public sealed class Leash : IAsyncDisposable
{
    private const string Script = """
        trap '' INT HUP QUIT TERM
        "$1" start -D "$2" -l "$3" -w -t 120 >&2 </dev/null || exit 1
        read -r mine <"$2/postmaster.pid"
        echo started
        while read -r line; do :; done
        read -r now <"$2/postmaster.pid" && [ "$now" = "$mine" ] || exit 0
        exec "$1" stop -D "$2" -m fast -w -t 60 >&2
        """;

    private readonly Process shell;

    private Leash(Process shell) => this.shell = shell;

    /// <summary>Returns when the server accepts connections; throws with the server's own words when it does not come up.</summary>
    public static async Task<Leash> StartAsync(PostgresBinaries binaries, ServerAccount account, string cluster, string log, CancellationToken ct)
    {
        var shell = ProgramRun.Start(account.Prefix("/bin/sh", "-c", Script, "leash", binaries.PgCtl, cluster, log));
        // Drained all along: a full pipe would stop the shell.
        var complaints = shell.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            if (await shell.StandardOutput.ReadLineAsync(ct) == "started")
                return new(shell);
        }
        catch (OperationCanceledException)
        {
            await new Leash(shell).DisposeAsync();
            throw;
        }
        var said = File.Exists(log) ? string.Join(' ', File.ReadLines(log).TakeLast(3)) : await complaints;
        shell.Dispose();
        throw new StartupRefusedException($"PostgreSQL did not start on {cluster}: {said} (log: {log})");
    }

    /// <summary>Stops the server in an orderly way and waits until it has.</summary>
    public async ValueTask DisposeAsync()
    {
        shell.StandardInput.Close();
        await shell.WaitForExitAsync();
        shell.Dispose();
    }
}
