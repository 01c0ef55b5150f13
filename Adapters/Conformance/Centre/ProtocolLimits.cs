using System.Text.Json;
using System.Text.RegularExpressions;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Conformance.Centre;

/// <summary>What Site API v1 asks of a message beyond its shape; the Orchestrator refuses these, here they become words.</summary>
internal static partial class ProtocolLimits
{
    private const int LogTailCharacters = 8192;

    /// <summary>What is required is required; what is unknown is the business of a newer version.</summary>
    public static readonly JsonSerializerOptions Json = WireFormat.RequireWhatIsDeclared(new JsonSerializerOptions(WireFormat.Json));

    public static IEnumerable<string> Broken(Heard heard)
    {
        var pools = (heard.Inventory?.Pools.Select(p => p.Id) ?? []).Concat(heard.Telemetry?.Pools.Select(p => p.Pool) ?? []).Concat(heard.Offers?.Offers.Select(o => o.Pool) ?? []);
        foreach (var pool in pools.Where(p => !p.Value.StartsWith(heard.Site + ".", StringComparison.Ordinal)))
            yield return $"{pool} is no pool of {heard.Site}: pool ids begin with the site's own id and a dot.";
        foreach (var pool in heard.Inventory?.Pools ?? [])
        {
            if (pool.Devices is < 0 or > 1_000_000)
                yield return $"{pool.Id} has {pool.Devices} devices.";
            if (pool.Nodes is { } nodes && nodes.Sum(n => n.Devices) != pool.Devices)
                yield return $"the nodes of {pool.Id} have {nodes.Sum(n => n.Devices)} devices, the pool says {pool.Devices}.";
        }
        foreach (var word in (heard.Inventory?.Capabilities?.Can ?? []).Where(w => !Code().IsMatch(w)))
            yield return $"the capability '{word}' is no kebab-case word.";
        foreach (var sighting in heard.Report?.Sightings ?? [])
        {
            foreach (var wrong in Text(sighting.Job, sighting.LogTail, sighting.Why))
                yield return wrong;
            if (sighting.State is JobState.Refused or JobState.Lost && sighting.Why is null)
                yield return $"{sighting.Job} is {sighting.State} without a coded reason.";
            if (sighting is { StartedAt: { } start, FinishedAt: { } end } && end < start)
                yield return $"{sighting.Job} finished at {end:O}, before it started at {start:O}.";
        }
        foreach (var log in heard.Logs?.Logs ?? [])
            foreach (var wrong in Text(log.Job, log.Tail, log.Why))
                yield return wrong;
    }

    private static IEnumerable<string> Text(JobKey job, string? tail, Refusal? why)
    {
        if (tail is { Length: > LogTailCharacters })
            yield return $"the log tail of {job} has {tail.Length} characters, {LogTailCharacters} are allowed.";
        if (tail?.Contains('\0') == true)
            yield return $"the log tail of {job} has the character U+0000.";
        if (why is not null && !Code().IsMatch(why.Code))
            yield return $"the reason '{why.Code}' of {job} is no kebab-case code.";
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Code();
}
