using System.Text.Json;

namespace ComputeNet.Adapters.Slurm;

/// <summary>
/// A version of slurmrestd's API, as far as a job is put differently in it. Up to v0.0.38: <c>gres</c>, environment an object, plain numbers. Then:
/// <c>tres_per_node</c>, environment an array, numbers with "set", the warning signal in parts.
/// </summary>
/// <param name="Release">Slurm's own version, as it tells it: <c>24.11.5</c>.</param>
public sealed record SlurmDialect(string Version, bool IsNewer, string? Release = null)
{
    /// <summary>Newest first. v0.0.39 is left out: its numbers are neither the old nor the new form, and no long-lived distribution has only it.</summary>
    public static readonly IReadOnlyList<SlurmDialect> All = [new("v0.0.42", true), new("v0.0.41", true), new("v0.0.40", true), new("v0.0.38", false)];

    public object Body(SlurmSubmission job)
    {
        var body = new Dictionary<string, object?>
        {
            ["name"] = job.Name,
            ["comment"] = job.Comment,
            ["partition"] = job.Partition,
            ["account"] = job.Account,
            ["qos"] = job.Qos,
            ["tasks"] = job.Tasks,
            ["tasks_per_node"] = job.TasksPerNode,
            ["cpus_per_task"] = job.CpusPerTask,
            ["memory_per_cpu"] = job.MebibytesPerCpu is { } memory ? Number(memory) : null,
            ["time_limit"] = Number(job.Minutes),
            ["dependency"] = "singleton",
            ["current_working_directory"] = job.Folder,
            ["standard_output"] = job.Output,
            ["requeue"] = job.MayRequeue,
            ["environment"] = IsNewer ? job.Environment.Select(v => $"{v.Key}={v.Value}").ToArray() : job.Environment,
        };
        if (job.Nodes is { } nodes && IsNewer)
            (body["minimum_nodes"], body["maximum_nodes"]) = (nodes, nodes);
        else if (job.Nodes is { } both)
            body["nodes"] = new[] { both, both };
        if (job.Device is { } device)
            body[IsNewer ? "tres_per_node" : "gres"] = $"{(IsNewer ? "gres/" : "")}{device.Kind}:{device.Count}";
        if (job.WarnSeconds is { } warn && IsNewer)
            (body["kill_warning_signal"], body["kill_warning_delay"]) = ("TERM", Number(warn));
        else if (job.WarnSeconds is { } early)
            body["signal"] = $"TERM@{early}";
        foreach (var absent in body.Where(v => v.Value is null).Select(v => v.Key).ToList())
            body.Remove(absent);
        return new Dictionary<string, object> { ["script"] = job.Script, ["job"] = body };
    }

    /// <summary>Raw samples: <c>"Slurm": {"release": "22.05.8"}</c>, <c>"slurm": {"release": "24.11.5"}</c>.</summary>
    public static string? ReleaseIn(JsonElement meta) => (meta.Part("slurm") ?? meta.Part("Slurm"))?.Text("release") is { Length: > 0 } release ? release : null;

    private object Number(long number) => IsNewer ? new Dictionary<string, object> { ["set"] = true, ["number"] = number } : number;
}

/// <summary>A job as it is to be submitted, whatever the version.</summary>
/// <param name="Nodes">Exactly so many; null leaves it to Slurm.</param>
/// <param name="Device">On each node.</param>
/// <param name="WarnSeconds">SIGTERM so long before the time is up.</param>
public sealed record SlurmSubmission(
    string Name, string Comment, string Partition, string? Account, string? Qos, int Tasks, int? TasksPerNode, int? Nodes, int CpusPerTask, long? MebibytesPerCpu, SlurmGres? Device,
    long Minutes, int? WarnSeconds, string Folder, string Output, bool MayRequeue, IReadOnlyDictionary<string, string> Environment, string Script);
