using System.Text.Json;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Portal.Features.Workloads;

/// <summary>Which sentence tells an event: its kind, and for the end of a workload also how it ended, for work done twice also how that came.</summary>
public static class TimelineSentence
{
    /// <summary>Kinds that have a sentence; the aliases of the Orchestrator's ledger.</summary>
    public static readonly IReadOnlyList<string> Kinds =
    [
        "workload_submitted", "workload_inputs_ready", "workload_placed", "workload_accepted_by_site", "workload_started", "workload_evicted", "workload_suspended", "workload_move_asked", "workload_cancel_requested", "workload_finished", "double_run_seen",
    ];

    public static string KeyOf(TimelineEntry entry) => entry.Kind switch
    {
        "workload_finished" when entry.Facts.TryGetValue("outcome", out var outcome) && outcome.Length > 0 => $"Event_{entry.Kind}_{JsonNamingPolicy.CamelCase.ConvertName(outcome)}",
        "double_run_seen" when entry.Facts.TryGetValue("cause", out var cause) && cause.Length > 0 => $"Event_{entry.Kind}_{cause}{EndedOf(entry, cause)}",
        _ => $"Event_{entry.Kind}",
    };

    private static string EndedOf(TimelineEntry entry, string cause) => cause == "restarted" || entry.Facts.GetValueOrDefault("state") == "running" ? "" : "_ended";

    /// <summary>The reason that came with the event, if one did: its code under <c>why</c>, its facts under <c>why.…</c>.</summary>
    public static Refusal? WhyOf(TimelineEntry entry) =>
        entry.Facts.TryGetValue("why", out var code) && code.Length > 0
            ? new(code, entry.Facts.Where(f => f.Key.StartsWith("why.", StringComparison.Ordinal)).ToDictionary(f => f.Key["why.".Length..], f => f.Value))
            : null;
}
