using System.Globalization;
using System.Text.RegularExpressions;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Slurm;

/// <summary>Our mark on a job, in its comment: by it a second submit meets the first, and no job of somebody else's is ever taken for ours.</summary>
public sealed partial record SlurmTag(SiteId Site, JobKey Job, FencingToken Token)
{
    /// <summary>Raw sample: <c>computenet site=lab job=w-1.1 token=7</c>.</summary>
    public override string ToString() => $"computenet site={Site} job={Job} token={Token}";

    public static SlurmTag? Parse(string comment) => Form().Match(comment) is { Success: true } m && long.TryParse(m.Groups["token"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var token)
        ? new(new(m.Groups["site"].Value), new(m.Groups["job"].Value), new(token)) : null;

    /// <summary>What the job is called; no two jobs of that name and user run at once (<c>singleton</c>).</summary>
    public string Name => $"cn-{Site}-{Job}";

    [GeneratedRegex(@"^computenet site=(?<site>\S+) job=(?<job>\S+) token=(?<token>\d+)$")]
    private static partial Regex Form();
}
