using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.Versioning;
using System.Text.Json;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Local;

/// <summary>
/// The wire to this machine: a folder per job, and supervisors that write into it. Every file appears whole (written aside, then renamed), so that
/// whoever reads after a crash finds a step done or not done. Nothing about a job is kept in memory.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class LocalClient
{
    private const string SupervisorPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode PassThrough = OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly LocalPaths paths;

    public LocalClient(LocalPaths paths)
    {
        this.paths = paths;
        Directory.CreateDirectory(paths.Jobs, OwnerOnly);
        Directory.CreateDirectory(paths.Work, PassThrough);
        using var script = Assembly.GetExecutingAssembly().GetManifestResourceStream("supervisor.sh")!;
        using var text = new StreamReader(script);
        WriteWhole(paths.Supervisor, text.ReadToEnd());
        foreach (var unfinished in Directory.EnumerateDirectories(paths.Jobs, ".new-*"))
            Directory.Delete(unfinished, recursive: true);
    }

    /// <summary>Takes the job on: false when it had been taken on before. Renaming a folder is atomic, so there is one claim for each job, and it is whole.</summary>
    public bool TryClaim(LocalClaim claim)
    {
        if (Directory.Exists(paths.Job(claim.Order.Job)))
            return false;
        var aside = Path.Combine(paths.Jobs, $".new-{Guid.NewGuid():N}");
        Directory.CreateDirectory(aside, OwnerOnly);
        File.WriteAllText(Path.Combine(aside, Path.GetFileName(paths.Claim(claim.Order.Job))), JsonSerializer.Serialize(claim, WireFormat.Json));
        Directory.Move(aside, paths.Job(claim.Order.Job));
        return true;
    }

    public string FolderOf(JobKey job) => paths.Job(job);

    public LocalClaim? FindClaim(JobKey job) => Read<LocalClaim>(paths.Claim(job));

    public IReadOnlyList<LocalClaim> ListClaims() =>
        [.. Directory.EnumerateDirectories(paths.Jobs).Select(Path.GetFileName).Where(name => ITextId<JobKey>.IsWellFormed(name)).Select(name => FindClaim(new(name!))).OfType<LocalClaim>()];

    public LocalLaunch? FindLaunch(JobKey job) => Read<LocalLaunch>(paths.Launch(job));

    /// <summary>Gives every member its folder and script, and then the job its launch: a launch that exists can be started.</summary>
    public void PrepareLaunch(LocalClaim claim, LocalLaunch launch, LocalLimits limits)
    {
        var job = claim.Order.Job;
        Directory.CreateDirectory(paths.WorkOf(job), PassThrough);
        var keeps = claim.Order.Checkpoint is not null;
        if (keeps)
        {
            Directory.CreateDirectory(paths.Kept, PassThrough);
            Directory.CreateDirectory(paths.KeptOf(claim.Order.Workload), PassThrough);
        }
        foreach (var (seat, index) in launch.Seats.Select((seat, index) => (seat, index)))
        {
            Directory.CreateDirectory(paths.Member(job, index), OwnerOnly);
            WriteWhole(Path.Combine(paths.Member(job, index), "member"), LocalMapping.MemberScript(claim, seat, index, paths.WorkOf(job, index), limits, keeps ? paths.KeptOf(claim.Order.Workload, index) : null));
        }
        WriteWhole(paths.Launch(job), JsonSerializer.Serialize(launch, WireFormat.Json));
    }

    /// <summary>Starts a supervisor; where one is already, the second ends by itself without touching anything.</summary>
    public void StartSupervisor(JobKey job, int index)
    {
        var start = new ProcessStartInfo("setsid") { ArgumentList = { "sh", paths.Supervisor, paths.Member(job, index) }, WorkingDirectory = "/", UseShellExecute = false };
        start.Environment.Clear();
        start.Environment["PATH"] = SupervisorPath;
        Process.Start(start)!.Dispose();
    }

    /// <summary>Takes the place of a supervisor that never came, so that none can come any more: false when one is there after all.</summary>
    public bool TryGiveUp(JobKey job, int index)
    {
        try
        {
            using var pid = new FileStream(Path.Combine(paths.Member(job, index), "pid"), FileMode.CreateNew);
            pid.Write("0 0 never-started"u8);
            return true;
        }
        catch (IOException) when (File.Exists(Path.Combine(paths.Member(job, index), "pid")))
        {
            return false;
        }
    }

    public MemberStatus ReadMember(JobKey job, int index)
    {
        var folder = paths.Member(job, index);
        if (ReadIdentity(Path.Combine(folder, "pid")) is not { } supervisor)
            return new(MemberPhase.Waiting);
        var started = File.GetLastWriteTimeUtc(Path.Combine(folder, "pid"));
        // In this order: a supervisor that is gone when asked has written the end before.
        var alive = LocalProcesses.IsAlive(supervisor);
        if (ReadExit(Path.Combine(folder, "exit")) is { } exit)
            return new(MemberPhase.Over, started, File.GetLastWriteTimeUtc(Path.Combine(folder, "exit")), exit.Status, exit.Reason);
        return new(alive ? MemberPhase.Running : MemberPhase.Vanished, started);
    }

    public bool IsStopAsked(JobKey job) => File.Exists(paths.Stop(job));

    /// <summary>The mark first, then the signal: a supervisor that is just starting finds the one or gets the other.</summary>
    public void AskToStop(JobKey job, int members)
    {
        if (!Directory.Exists(paths.Job(job)))
            return;
        WriteWhole(paths.Stop(job), "");
        for (var index = 0; index < members; index++)
            AskMemberToStop(job, index);
    }

    public void AskMemberToStop(JobKey job, int index)
    {
        var folder = paths.Member(job, index);
        WriteWhole(Path.Combine(folder, "stop"), "");
        if (ReadIdentity(Path.Combine(folder, "pid")) is { } supervisor && !File.Exists(Path.Combine(folder, "exit")))
            LocalProcesses.AskToEnd(supervisor);
    }

    /// <summary>
    /// Kills what a vanished supervisor left behind, so that a job that is reported as lost does not go on. The leader is hit by its own identity,
    /// whatever user it has at the moment; the rest by the user, or without one by the group.
    /// </summary>
    public async Task SweepAsync(JobKey job, int index, LocalSeat seat, CancellationToken ct)
    {
        var leader = ReadIdentity(Path.Combine(paths.Member(job, index), "job"));
        var leads = leader is not null && LocalProcesses.IsAlive(leader);
        if (seat.User is { } user)
            await RunAsync(["setpriv", $"--reuid={user}", $"--regid={user}", "--clear-groups", "sh", "-c", "kill -s KILL -- -1"], ct);
        else if (leads)
            await RunAsync(["sh", "-c", string.Create(CultureInfo.InvariantCulture, $"kill -s KILL -- -{leader!.Pid}")], ct);
        if (leads)
            LocalProcesses.End(leader!);
    }

    /// <summary>The end of what a member wrote: the kept end, preceded by the kept beginning when little came after it.</summary>
    public byte[] ReadLogTail(JobKey job, int index, int bytes)
    {
        var tail = LastBytes(Path.Combine(paths.Member(job, index), "tail"), bytes);
        return [.. LastBytes(Path.Combine(paths.Member(job, index), "head"), bytes - tail.Length), .. tail];
    }

    public JobSighting? FindEnd(JobKey job) => Read<JobSighting>(paths.End(job));

    public void WriteEnd(JobSighting end) => WriteWhole(paths.End(end.Job), JsonSerializer.Serialize(end, WireFormat.Json));

    /// <summary>Removes everything of the job. The claim goes last: until then, a repeated order finds the job known.</summary>
    public void Remove(JobKey job)
    {
        if (Directory.Exists(paths.WorkOf(job)))
            Directory.Delete(paths.WorkOf(job), recursive: true);
        if (!Directory.Exists(paths.Job(job)))
            return;
        var aside = Path.Combine(paths.Jobs, $".new-{Guid.NewGuid():N}");
        Directory.Move(paths.Job(job), aside);
        Directory.Delete(aside, recursive: true);
    }

    /// <summary>The workload is over: nothing goes on from its checkpoint.</summary>
    public void RemoveKept(WorkloadId workload)
    {
        if (Directory.Exists(paths.KeptOf(workload)))
            Directory.Delete(paths.KeptOf(workload), recursive: true);
    }

    /// <summary>A workload that was cancelled while it waited is never heard of again: what nobody went on from for so long goes.</summary>
    public void RemoveKeptBefore(DateTime utc)
    {
        if (!Directory.Exists(paths.Kept))
            return;
        foreach (var folder in Directory.EnumerateDirectories(paths.Kept).Where(folder => Directory.GetLastWriteTimeUtc(folder) < utc).ToList())
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>Its time is counted from then.</summary>
    public void TouchKept(WorkloadId workload, DateTime utc)
    {
        if (Directory.Exists(paths.KeptOf(workload)))
            Directory.SetLastWriteTimeUtc(paths.KeptOf(workload), utc);
    }

    /// <summary>The number from which the next user ids are given out; it survives restarts so that ids are reused as late as possible.</summary>
    public uint NextUserOffset
    {
        get => File.Exists(paths.NextUser) && uint.TryParse(File.ReadAllText(paths.NextUser), CultureInfo.InvariantCulture, out var next) ? next : 0;
        set => WriteWhole(paths.NextUser, value.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task RunAsync(string[] command, CancellationToken ct)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, UseShellExecute = false })!;
        await process.WaitForExitAsync(ct);
    }

    private static T? Read<T>(string path) where T : class => File.Exists(path) ? JsonSerializer.Deserialize<T>(File.ReadAllText(path), WireFormat.Json) : null;

    private static ProcessIdentity? ReadIdentity(string path) => File.Exists(path) ? LocalProcesses.Parse(File.ReadAllText(path)) : null;

    /// <summary>Raw sample: <c>143 stopped</c>.</summary>
    private static (int Status, string Reason)? ReadExit(string path)
    {
        if (!File.Exists(path))
            return null;
        var words = File.ReadAllText(path).Split(' ', StringSplitOptions.TrimEntries);
        return (int.Parse(words[0], CultureInfo.InvariantCulture), words[1]);
    }

    private static byte[] LastBytes(string path, int bytes)
    {
        if (bytes <= 0 || !File.Exists(path))
            return [];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(-Math.Min(bytes, file.Length), SeekOrigin.End);
        var last = new byte[file.Length - file.Position];
        return last[..file.ReadAtLeast(last, last.Length, throwOnEndOfStream: false)];
    }

    private static void WriteWhole(string path, string text)
    {
        var aside = $"{path}.{Guid.NewGuid():N}.new";
        File.WriteAllText(aside, text);
        File.Move(aside, path, overwrite: true);
    }
}
