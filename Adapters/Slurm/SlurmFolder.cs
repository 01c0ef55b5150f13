using System.Globalization;
using ComputeNet.Adapters.Port;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Slurm;

/// <summary>What one attempt of a job left in the shared folder.</summary>
/// <param name="Number">Slurm's restart count.</param>
/// <param name="ExitStatus">Of the whole; null while it runs, or when it was ended before it could note it.</param>
/// <param name="Told">Members that were asked to end (SIGTERM).</param>
/// <param name="Exits">Members that came to their own end: their exit status and when.</param>
/// <param name="Members">How many there are; null when it is not said.</param>
public sealed record SlurmAttempt(
    int Number, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, int? ExitStatus, IReadOnlyList<int> Told, IReadOnlyDictionary<int, (int Status, DateTimeOffset? At)> Exits, int? Members = null)
{
    /// <summary>What a shell tells of a child that died of SIGKILL: that came from outside, and the member itself may just not have died of it yet.</summary>
    private const int Killed = 128 + 9;

    /// <summary>Every member came to its own end, whatever Slurm thinks of the job.</summary>
    public bool EndedByItself => Members is > 0 and var all && Told.Count == 0 && Exits.Count >= all && Exits.Values.All(e => e.Status != Killed);

    /// <summary>The first member that failed by itself. When one fails, the step tells the others to end: then they are not the cause.</summary>
    public int? Culprit => Exits.Where(e => e.Value.Status != 0 && !Told.Contains(e.Key)).Select(e => (int?)e.Key).Min();

    /// <summary>It was asked to end, and no member had failed by itself.</summary>
    public bool WasTold => Told.Count > 0 && Culprit is null;

    /// <summary>It ended badly, and no member did: a node or Slurm itself ended it.</summary>
    public bool EndedFromOutside => ExitStatus is > 0 && Culprit is null;

    /// <summary>Whose log tells most.</summary>
    public int TellingMember => Culprit ?? Exits.Where(e => e.Value.Status != 0).Select(e => (int?)e.Key).Min() ?? 0;
}

/// <summary>
/// The shared folder, as the adapter reads it. Jobs write there: what they put in is data, never more, and links are not followed.
/// </summary>
public sealed class SlurmFolder(SlurmPaths paths)
{
    private const int LogBytes = 64 * 1024;

    /// <summary>All attempts of a job, by number.</summary>
    public IReadOnlyList<SlurmAttempt> Attempts(JobKey job)
    {
        try
        {
            var folder = new DirectoryInfo(paths.Job(job));
            return !folder.Exists || folder.LinkTarget is not null ? [] :
            [
                .. folder.EnumerateDirectories("attempt-*").Where(d => d.LinkTarget is null)
                    .Select(d => int.TryParse(d.Name.AsSpan("attempt-".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Read(d, number) : null)
                    .OfType<SlurmAttempt>().OrderBy(a => a.Number),
            ];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    /// <summary>The end of what the member that tells most has written; of a job that never came so far, what Slurm says of it.</summary>
    public string ReadLog(JobKey job)
    {
        var attempt = Attempts(job).LastOrDefault();
        var raw = attempt is null ? [] : Tail(Path.Combine(paths.Attempt(job, attempt.Number), $"member-{attempt.TellingMember}.log"));
        return LogText.Tail(raw.Length > 0 ? raw : Tail(paths.Output(job)));
    }

    /// <summary>Raises the number that a running job's members look at; of a job that has not started there is nothing to keep.</summary>
    public void AskForCheckpoint(JobKey job)
    {
        var home = new DirectoryInfo(paths.Job(job));
        if (!home.Exists || home.LinkTarget is not null)
            return;
        var (file, fresh) = (new FileInfo(Path.Combine(home.FullName, "checkpoint")), Path.Combine(home.FullName, $"checkpoint.{Environment.ProcessId}"));
        var asked = file is { Exists: true, LinkTarget: null } && int.TryParse(File.ReadAllText(file.FullName), CultureInfo.InvariantCulture, out var number) ? number : 0;
        File.Delete(fresh);
        using (var writer = new StreamWriter(new FileStream(fresh, FileMode.CreateNew)))
            writer.Write(asked + 1);
        // Jobs have their own user, and the adapter may be root.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(fresh, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        File.Move(fresh, file.FullName, overwrite: true);
    }

    /// <summary>A job that ended by itself was the last of its workload.</summary>
    public void RemoveCheckpoint(WorkloadId workload)
    {
        if (Directory.Exists(paths.Kept(workload)))
            Directory.Delete(paths.Kept(workload), recursive: true);
    }

    /// <summary>Checkpoints and files of jobs that nobody has touched since then.</summary>
    public void Sweep(DateTime beforeUtc, Func<JobKey, bool> isAlive)
    {
        foreach (var (folder, spare) in new[] { (paths.Checkpoints, (Func<string, bool>)(_ => false)), (paths.Jobs, name => isAlive(new(name))) })
            if (Directory.Exists(folder))
                foreach (var old in new DirectoryInfo(folder).EnumerateDirectories().Where(d => d.LastWriteTimeUtc < beforeUtc && !spare(d.Name)))
                    old.Delete(recursive: old.LinkTarget is null);
    }

    private static SlurmAttempt Read(DirectoryInfo folder, int number)
    {
        var files = folder.EnumerateFiles().Where(f => f.LinkTarget is null).ToDictionary(f => f.Name);
        var (start, end) = (Words(files, "start"), Words(files, "end"));
        var exits = Members(files, "exit-").Select(m => (Member: m, Words: Words(files, $"exit-{m}"))).Where(m => m.Words.Length > 0 && int.TryParse(m.Words[0], CultureInfo.InvariantCulture, out _));
        return new(
            number, Instant(start, 0), Instant(end, 1), end.Length > 0 && int.TryParse(end[0], CultureInfo.InvariantCulture, out var exit) ? exit : null, [.. Members(files, "told-")],
            exits.ToDictionary(m => m.Member, m => (int.Parse(m.Words[0], CultureInfo.InvariantCulture), Instant(m.Words, 1))),
            start.Length > 2 && int.TryParse(start[2], NumberStyles.None, CultureInfo.InvariantCulture, out var members) ? members : null);
    }

    private static IEnumerable<int> Members(Dictionary<string, FileInfo> files, string prefix) =>
        files.Keys.Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Select(n => int.TryParse(n.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var member) ? member : -1).Where(m => m >= 0);

    private static string[] Words(Dictionary<string, FileInfo> files, string name)
    {
        if (!files.TryGetValue(name, out var file) || file.Length > 64 * 1024)
            return [];
        return File.ReadAllText(file.FullName).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
    }

    private static DateTimeOffset? Instant(string[] words, int index) =>
        words.Length > index && long.TryParse(words[index], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private static byte[] Tail(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.LinkTarget is not null)
            return [];
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Seek(Math.Max(0, stream.Length - LogBytes), SeekOrigin.Begin);
        var tail = new byte[LogBytes];
        return tail[..stream.ReadAtLeast(tail, LogBytes, throwOnEndOfStream: false)];
    }
}
