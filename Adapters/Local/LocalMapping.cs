using System.Globalization;
using System.Text;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Adapters.Local;

/// <summary>From an order to the text that a supervisor runs, and from what the supervisors left to a sighting. Pure.</summary>
public static class LocalMapping
{
    public const string DefaultPath = "/usr/local/bin:/usr/bin:/bin";
    public const string TimeLimit = "time-limit";
    public const string ExitStatus = "exit-status";
    public const string SupervisorVanished = "supervisor-vanished";

    /// <summary>
    /// The <c>member</c> file. The limits are set while still privileged, then the privileges go, then the environment is built from nothing: no byte
    /// of a tenant's environment (LD_PRELOAD, say) ever reaches a privileged process, and none is visible in a lasting command line.
    /// </summary>
    /// <param name="kept">Where the member's checkpoints lie; null: the job is not to be interrupted.</param>
    public static string MemberScript(LocalClaim claim, LocalSeat seat, int index, string work, LocalLimits limits, string? kept = null)
    {
        var variant = claim.Order.Variant;
        var script = new StringBuilder();
        Line($"limit_seconds={variant.TimeLimitSeconds}");
        Line($"grace_seconds={limits.StopGrace.TotalSeconds:0.###}");
        Line($"head_bytes={limits.LogHeadBytes}");
        Line($"job_user={seat.User}");
        Line($"start() {{");
        Line($"    umask 022");
        Line($"    rm -rf {Quote(work)} && mkdir -p -m 711 {Quote(work)} && mkdir -m 700 {Quote(work + "/home")} {Quote(work + "/tmp")} || exit 126");
        if (kept is not null)
            Line($"    mkdir -p -m 700 {Quote(kept)} || exit 126");
        if (seat.User is { } owner)
            Line($"    chown {owner}:{owner} {Quote(work + "/home")} {Quote(work + "/tmp")} || exit 126");
        // Each job has a user of its own, and goes on from what the user before it left. Links are changed, never followed.
        if (kept is not null && seat.User is { } heir)
            Line($"    chown -R -h {heir}:{heir} {Quote(kept)} || exit 126");
        Line($"    cd {Quote(work + "/home")} || exit 126");
        Line($"    exec setsid {string.Join(' ', Limits(variant, seat, limits))} \\");
        Line($"        setpriv {Privileges(seat)} -- \\");
        Line($"        env $env_signals -i {string.Join(' ', Environment(claim.Order, index, work, kept, seat.Accelerators).Select(v => Quote($"{v.Key}={v.Value}")))} \\");
        Line($"        {string.Join(' ', variant.Command.Skip(1).Prepend(claim.Executable).Select(Quote))}");
        Line($"}}");
        return script.ToString();

        void Line(FormattableString text) => script.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    /// <summary>A word that a POSIX shell takes literally, whatever is in it (but U+0000, which no argument can hold).</summary>
    public static string Quote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>All that the process finds in its environment: a minimum, then the variant's own, then who it is in its gang.</summary>
    public static IReadOnlyDictionary<string, string> Environment(JobOrder order, int index, string work, string? kept = null, IReadOnlyList<int>? accelerators = null)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = DefaultPath,
            ["HOME"] = work + "/home",
            ["TMPDIR"] = work + "/tmp",
            ["LANG"] = "C.UTF-8",
        };
        foreach (var (name, value) in order.Variant.Environment)
            all[name] = value;
        if (kept is not null)
            all["COMPUTENET_CHECKPOINT"] = kept;
        if (accelerators is not null && LocalPools.VisibleDevices(order.Variant.Architecture) is { } visible)
            all[visible] = string.Join(',', accelerators);
        all["COMPUTENET_JOB"] = order.Job.Value;
        all["COMPUTENET_MEMBER"] = index.ToString(CultureInfo.InvariantCulture);
        all["COMPUTENET_MEMBERS"] = order.GangMembers.ToString(CultureInfo.InvariantCulture);
        return all;
    }

    /// <summary>What the members say together. A gang succeeds together, and fails with the first of its members.</summary>
    public static JobSighting ToSighting(LocalClaim claim, IReadOnlyList<MemberStatus> members, Func<DateTime, DateTimeOffset> instant, DateTimeOffset now)
    {
        var order = claim.Order;
        var started = members.Where(m => m.StartedUtc is not null).Select(m => m.StartedUtc!.Value).DefaultIfEmpty().Min();
        var seen = new JobSighting(order.Job, order.Token, JobState.Starting, now, StartedAt: started == default ? null : instant(started));
        if (!members.All(m => m.IsOver))
            return seen with { State = members.All(m => m.Phase != MemberPhase.Waiting) ? JobState.Running : JobState.Starting };
        var ended = members.Where(m => m.EndedUtc is not null).Select(m => m.EndedUtc!.Value).DefaultIfEmpty().Max();
        seen = seen with { FinishedAt = ended == default ? now : instant(ended) };
        if (members.All(m => !m.Failed))
            return seen with { State = JobState.Succeeded, ExitCode = 0 };
        if (members.Any(m => m.Reason == MemberStatus.TimeLimit))
            return seen with { State = JobState.Failed, Why = Refusal.Because(TimeLimit, ("job", order.Job), ("limitSeconds", order.Variant.TimeLimitSeconds)) };
        var first = members.Select((status, index) => (status, index)).Where(m => m.status.Failed && m.status.Reason != MemberStatus.Stopped)
            .OrderBy(m => m.status.EndedUtc ?? DateTime.MaxValue).FirstOrDefault();
        if (first.status is null)
            return seen with { State = JobState.Stopped };
        if (first.status.Phase == MemberPhase.Vanished)
            return seen with { State = JobState.Lost, Why = Refusal.Because(SupervisorVanished, ("job", order.Job), ("member", first.index)) };
        return seen with
        {
            State = JobState.Failed,
            ExitCode = first.status.ExitStatus,
            Why = Refusal.Because(ExitStatus, ("job", order.Job), ("member", first.index), ("exitStatus", first.status.ExitStatus)),
        };
    }

    /// <summary>The member whose log is worth reading: the first that failed, else the first.</summary>
    public static int TellingMember(IReadOnlyList<MemberStatus> members)
    {
        var failed = members.Select((status, index) => (status, index)).Where(m => m.status.Failed && m.status.Reason != MemberStatus.Stopped).OrderBy(m => m.status.EndedUtc).ToList();
        return failed.Count > 0 ? failed[0].index : 0;
    }

    /// <summary>
    /// A pool as the centre hears of it. Cores are priced by the site's configuration; what an accelerator costs or takes under load nobody here knows, so that it
    /// stays unknown and the catalogue's figures stand for the watts.
    /// </summary>
    public static PoolDeclaration Declaration(LocalPool pool, long memoryMebibytes, int coresOfMachine, LocalOptions options)
    {
        var assumed = Provenance.Assumed("this site's own configuration; nobody pays it");
        var price = pool.IsOfCores ? options.PricePerCoreHour : options.PricePerAcceleratorHour;
        return new(
            pool.Id, pool.Name, pool.Architecture, pool.Model, pool.Devices.Count, new(Basis.Measured, pool.IsOfCores ? "the kernel of this machine" : "the vendor's tool on this machine"),
            pool.IsOfCores ? memoryMebibytes / coresOfMachine : pool.DeviceMebibytes, price, price is null ? Provenance.Unknown : assumed,
            pool.IsOfCores ? options.WattsPerCore : null, pool.IsOfCores ? assumed : Provenance.Unknown)
        {
            Isolation = Isolation.Process,
            // Host memory follows the cores, so that it is not promised in two pools.
            Nodes = Node(pool, memoryMebibytes * pool.Cores.Count / coresOfMachine) is { } node ? [node] : null,
        };
    }

    /// <summary>The machine as the one node of a pool; null when it has more devices than a node may tell.</summary>
    public static SiteNode? Node(LocalPool pool, long memoryMebibytes) => pool.Devices.Count > SiteNode.MostDevices ? null
        : new SiteNode(LocalPools.NodeName, pool.Devices.Count, pool.Cores.Count * 1000, (int)Math.Min(memoryMebibytes, int.MaxValue));

    /// <summary>The devices that the order names, member by member; null when it names none, or one that is not free: then any will do.</summary>
    public static IReadOnlyList<IReadOnlyList<int>>? NamedDevices(JobOrder order, IReadOnlyList<int> devices, IReadOnlyCollection<int> free)
    {
        if (order.Seats is not { } seats || seats.Count != order.GangMembers || seats.SelectMany(s => s.Devices).Any(d => d < 0 || d >= devices.Count || !free.Contains(devices[d])))
            return null;
        List<IReadOnlyList<int>> named = [.. seats.Select(s => s.Devices.Select(d => devices[d]).ToList())];
        return named.All(n => n.Count == order.Variant.DevicesPerMember) && named.SelectMany(n => n).Distinct().Count() == named.Sum(n => n.Count) ? named : null;
    }

    /// <summary>The site's veto: what this machine can never run.</summary>
    /// <param name="order">What is wanted.</param>
    /// <param name="pool">The pool that it names; null when there is none of that name.</param>
    /// <param name="memoryMebibytes">Of the machine.</param>
    public static Refusal? Veto(JobOrder order, LocalPool? pool, long memoryMebibytes)
    {
        if (pool is null)
            return Refusal.Because("pool-unknown", ("pool", order.Pool));
        var needed = (long)order.GangMembers * order.Variant.DevicesPerMember;
        var cores = (long)order.GangMembers * pool.CoresOf(order.Variant);
        var memory = order.Variant.MemoryLimitMebibytes is { } each ? each * order.GangMembers : 0;
        return order switch
        {
            _ when order.Parts?.FirstOrDefault(p => p.Pool != pool.Id) is { } elsewhere => Refusal.Because("pool-unknown", ("pool", elsewhere.Pool)),
            _ when order.Variant.Architecture != pool.Architecture => Refusal.Because("architecture-mismatch", ("poolArchitecture", pool.Architecture), ("orderedArchitecture", order.Variant.Architecture)),
            _ when needed > pool.Devices.Count => Refusal.Because("not-enough-devices", ("needDevices", needed), ("devices", pool.Devices.Count)),
            _ when cores > pool.Cores.Count => Refusal.Because("not-enough-cores", ("needCores", cores), ("cores", pool.Cores.Count)),
            _ when memory > memoryMebibytes => Refusal.Because("not-enough-memory", ("needMebibytes", memory), ("machineMebibytes", memoryMebibytes)),
            _ => null,
        };
    }

    /// <summary>What cannot be passed to a process at all, or would be taken for something else on the way; null when all is well.</summary>
    public static Refusal? Unspeakable(Variant variant)
    {
        if (variant.Command.Count == 0)
            return Refusal.Because("command-empty");
        if (variant.Command.Any(word => word.Contains('\0', StringComparison.Ordinal)))
            return Refusal.Because("command-not-text", ("field", "command"));
        foreach (var (name, value) in variant.Environment)
            if (!IsVariableName(name) || value.Contains('\0', StringComparison.Ordinal))
                return Refusal.Because("environment-not-valid", ("name", name.Replace("\0", "", StringComparison.Ordinal)));
        return null;
    }

    private static bool IsVariableName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>
    /// RLIMIT_DATA, not RLIMIT_AS: runtimes such as .NET, Java and CUDA reserve address space by the hundred gigabytes that they never use.
    /// Both count per process.
    /// </summary>
    private static IEnumerable<string> Limits(Variant variant, LocalSeat seat, LocalLimits limits)
    {
        yield return "prlimit --core=0";
        yield return $"--cpu={variant.TimeLimitSeconds * seat.Cores.Count}";
        yield return $"--data={limits.MemoryMebibytes * 1024 * 1024}";
        // The kernel counts processes per user: only a user of its own makes this the job's limit.
        if (seat.User is not null)
            yield return $"--nproc={limits.MaxProcesses}";
        yield return $"taskset -c {string.Join(',', seat.Cores)}";
    }

    private static string Privileges(LocalSeat seat) => seat.User is { } user
        ? $"--reuid={user} --regid={user} --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all"
        : "--no-new-privs";
}

/// <summary>The numbers that go into a member's script beside the order itself.</summary>
public sealed record LocalLimits(TimeSpan StopGrace, int LogHeadBytes, long MemoryMebibytes, int MaxProcesses);
