using System.Globalization;
using System.Text;
using ComputeNet.Contracts.Sites;

namespace ComputeNet.Adapters.Slurm;

/// <summary>The batch script of an order: its facts as quoted words, then a fixed text. Nothing that a tenant wrote is ever read as shell. Pure.</summary>
public static class SlurmScript
{
    public const string DefaultPath = "/usr/local/bin:/usr/bin:/bin";

    private static readonly string Batch = Embedded("batch.sh");
    private static readonly string Member = Embedded("member.sh");

    public static string Of(JobOrder order, SlurmShape shape, SlurmPaths paths, bool mayRequeue)
    {
        var keeps = order.Checkpoint is null ? "" : paths.Kept(order.Workload);
        var member = new StringBuilder();
        member.Append(CultureInfo.InvariantCulture, $"each={(shape.Device is null ? 0 : order.Variant.DevicesPerMember)}\nkeeps={Quote(keeps)}\n");
        member.Append("start() {\n    exec env -i ").AppendJoin(' ', Environment(order).Select(v => Quote($"{v.Key}={v.Value}")));
        member.Append(" \"HOME=$work/home\" \"TMPDIR=$work/tmp\" \"COMPUTENET_MEMBER=$index\" \"COMPUTENET_NODES=$SLURM_JOB_NODELIST\"");
        if (order.Checkpoint is not null)
            member.Append(" \"COMPUTENET_CHECKPOINT=$checkpoint\" COMPUTENET_CHECKPOINT_SIGNAL=USR1");
        // The shell in between takes the program's name literally, also one with "=" in it.
        member.Append(" \"$@\" sh -c 'exec \"$0\" \"$@\"' ").AppendJoin(' ', order.Variant.Command.Select(Quote)).Append("\n}\n").Append(Member);

        var script = new StringBuilder("#!/bin/sh\n");
        script.Append(CultureInfo.InvariantCulture, $"# ComputeNet: {order.Job}\nfolder={Quote(paths.Job(order.Job))}\nrestarts={(mayRequeue ? int.MaxValue : 0)}\n");
        script.Append(CultureInfo.InvariantCulture, $"steps={(shape.Steps ? 1 : 0)}\ntasks={order.GangMembers}\ncpus={shape.CpusPerTask}\nmember={Quote(member.ToString())}\n");
        return script.Append(Batch).ToString();
    }

    /// <summary>A word that a POSIX shell takes literally, whatever is in it (but U+0000, which no argument can hold).</summary>
    public static string Quote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>What the program finds beside what only its node knows: a minimum, the variant's own, then what nobody may claim to be. Nothing is inherited.</summary>
    private static SortedDictionary<string, string> Environment(JobOrder order)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = DefaultPath, ["LANG"] = "C.UTF-8" };
        foreach (var (name, value) in order.Variant.Environment)
            all[name] = value;
        all["COMPUTENET_JOB"] = order.Job.Value;
        all["COMPUTENET_MEMBERS"] = order.GangMembers.ToString(CultureInfo.InvariantCulture);
        return all;
    }

    private static string Embedded(string name)
    {
        using var reader = new StreamReader(typeof(SlurmScript).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the assembly."));
        return reader.ReadToEnd();
    }
}
