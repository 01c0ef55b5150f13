using System.Text.Json;

namespace ComputeNet.Adapters.Slurm;

/// <summary>
/// What makes a job of Slurm one and the same: ids come back after slurmctld has lost some, so never the id alone. A requeue gives a new submit time.
/// </summary>
/// <param name="Tag">Our own mark, from the job's comment.</param>
public sealed record SlurmIdentity(string Cluster, long Id, DateTimeOffset SubmittedAt, SlurmTag Tag);

/// <summary>A job as slurmctld tells it; versions differ in shape only.</summary>
/// <param name="States">The base state first, then flags; one word up to v0.0.38.</param>
/// <param name="Devices">Generic resources that it holds now, by name: <c>gpu</c>.</param>
/// <param name="Nodes">Where it runs or ran, as a host list.</param>
public sealed record SlurmJob(
    string Cluster, long Id, string Name, string User, string Comment, IReadOnlyList<string> States, string Reason, string Partition, string Nodes,
    DateTimeOffset SubmittedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, int ExitCode, int Signal, int Restarts, int Cpus, long? Minutes, IReadOnlyDictionary<string, int> Devices)
{
    public bool Is(string state) => States.Contains(state);

    /// <summary>It holds nodes.</summary>
    public bool HoldsNodes => Nodes.Length > 0 && States.Any(s => s is "RUNNING" or "COMPLETING" or "SUSPENDED" or "STOPPED" or "CONFIGURING");

    public static SlurmJob Read(JsonElement job) => new(
        job.Text("cluster"), job.Number("job_id") ?? 0, job.Text("name"), job.Text("user_name"), job.Text("comment"), job.Words("job_state"), job.Text("state_reason"),
        job.Text("partition"), job.Text("nodes"), job.Instant("submit_time") ?? DateTimeOffset.UnixEpoch, job.Instant("start_time"), job.Instant("end_time"),
        ExitOf(job), SignalOf(job), (int)(job.Number("restart_cnt") ?? 0), (int)(job.Number("cpus") ?? 0), job.Number("time_limit"), DevicesOf(job));

    /// <summary>v0.0.38 has the raw status of wait(2): exit 3 is 768, SIGTERM is 15.</summary>
    private static int ExitOf(JsonElement job) => job.Part("exit_code") switch
    {
        { ValueKind: JsonValueKind.Object } told when told.Part("return_code") is not null => (int)(told.Number("return_code") ?? 0),
        _ => (int)((job.Number("exit_code") ?? 0) >> 8 & 0xff),
    };

    private static int SignalOf(JsonElement job) => job.Part("exit_code") switch
    {
        { ValueKind: JsonValueKind.Object } told when told.Part("signal") is { } signal => (int)(signal.Number("id") ?? signal.Number("signal_id") ?? 0),
        _ => (int)((job.Number("exit_code") ?? 0) & 0x7f),
    };

    /// <summary>Raw sample: <c>["gpu:h100:4(IDX:0-3)", "gpu:h100:4(IDX:0-3)"]</c>, an item for each node.</summary>
    private static Dictionary<string, int> DevicesOf(JsonElement job)
    {
        var held = new Dictionary<string, int>();
        foreach (var gres in job.Items("gres_detail").SelectMany(item => SlurmGres.Parse(item.GetString() ?? "")))
            held[gres.Name] = held.GetValueOrDefault(gres.Name) + gres.Count;
        return held;
    }
}

/// <summary>A node as slurmctld tells it.</summary>
public sealed record SlurmNode(
    string Name, string HostName, IReadOnlyList<string> States, IReadOnlyList<string> Partitions, int Cpus, int UsedCpus, long MemoryMebibytes, IReadOnlyList<SlurmGres> Devices, IReadOnlyList<SlurmGres> Used, string Reason)
{
    /// <summary>It answers and can be used, now or when what runs there ends.</summary>
    public bool IsSick => States.Any(s => s is "DOWN" or "NOT_RESPONDING" or "FAIL" or "FAILING" or "INVALID" or "INVALID_REG" or "ERROR" or "UNKNOWN" or "POWERED_DOWN" or "POWERING_DOWN");

    /// <summary>It takes nothing new.</summary>
    public bool IsDraining => !IsSick && States.Any(s => s is "DRAIN" or "DRAINING" or "DRAINED" or "MAINTENANCE" or "PLANNED_MAINT" or "REBOOT" or "REBOOT_ISSUED" or "REBOOT_REQUESTED" or "REBOOT^");

    public static SlurmNode Read(JsonElement node) => new(
        node.Text("name"), node.Text("hostname"), [.. node.Words("state").Concat(node.Words("state_flags")).Select(s => s.ToUpperInvariant())], node.Words("partitions"),
        (int)(node.Number("cpus") ?? 0), (int)(node.Number("alloc_cpus") ?? 0), node.Number("real_memory") ?? 0, SlurmGres.Parse(node.Text("gres")), SlurmGres.Parse(node.Text("gres_used")), node.Text("reason"));
}

/// <summary>A partition: a queue in front of nodes.</summary>
public sealed record SlurmPartition(string Name, bool IsUp, int Tier, long? MostMinutes)
{
    public static SlurmPartition Read(JsonElement partition)
    {
        var state = partition.Part("partition") is { } newer ? newer.Words("state") : partition.Words("state");
        var tier = partition.Part("priority") is { ValueKind: JsonValueKind.Object } priority ? priority.Number("tier") : partition.Number("priority_tier");
        var most = partition.Part("maximums") is { } maximums ? maximums.Number("time") : partition.Number("max_time_limit");
        return new(partition.Text("name"), state.Contains("UP"), (int)(tier ?? 1), most is > 0 and < uint.MaxValue ? most : null);
    }
}

/// <summary>One of Slurm's own reservations.</summary>
public sealed record SlurmReservation(string Name, string Nodes, DateTimeOffset From, DateTimeOffset To)
{
    public static SlurmReservation Read(JsonElement told) =>
        new(told.Text("name"), told.Text("node_list"), told.Instant("start_time") ?? DateTimeOffset.UnixEpoch, told.Instant("end_time") ?? DateTimeOffset.UnixEpoch);
}
