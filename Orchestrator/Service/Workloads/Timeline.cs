using System.Globalization;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain.Workloads;
using JasperFx.Events;

namespace ComputeNet.Service.Workloads;

/// <summary>Tells one event of a workload's stream for people: its alias, when, who, and the facts that fill the sentence.</summary>
public static class Timeline
{
    public static TimelineEntry EntryOf(IEvent e) => new(e.Version, AtOf(e), e.EventTypeName, e.UserName ?? "", FactsOf(e.Data));

    private static DateTimeOffset AtOf(IEvent e) => e.Data switch
    {
        WorkloadSubmitted x => x.At,
        WorkloadInputsReady x => x.At,
        WorkloadPlaced x => x.At,
        WorkloadAcceptedBySite x => x.At,
        WorkloadStarted x => x.At,
        WorkloadEvicted x => x.At,
        WorkloadSuspended x => x.At,
        WorkloadMoveAsked x => x.At,
        WorkloadCancelRequested x => x.At,
        WorkloadFinished x => x.At,
        DoubleRunSeen x => x.At,
        _ => e.Timestamp,
    };

    private static Dictionary<string, string> FactsOf(object data) => data switch
    {
        WorkloadInputsReady x => Facts(("sites", string.Join(' ', x.Inputs.Select(i => i.At).Distinct())), ("gigabytes", x.Inputs.Sum(i => i.Gigabytes))),
        WorkloadPlaced x => Facts(("attempt", x.Attempt), ("site", x.Site), ("pool", Places(x)), ("devices", x.Devices), ("plan", x.Plan), ("token", x.Token), ("job", x.Job), ("plannedEnd", Text(x.PlannedEnd))),
        WorkloadAcceptedBySite x => Facts(("job", x.Job)),
        WorkloadStarted x => Facts(("job", x.Job), ("startedAt", Text(x.StartedAt))),
        WorkloadEvicted x => Facts([("job", x.Job), ("site", x.Site), ("pool", x.Pool), ("why", x.Why.Code), .. Why(x.Why)]),
        WorkloadSuspended x => Facts(("job", x.Job), ("site", x.Site), ("pool", x.Pool), ("ranSeconds", x.RanSeconds), ("percentDone", Math.Round(x.ShareDone * 100, 1))),
        DoubleRunSeen x => DoubleRunFacts.Of(x),
        WorkloadMoveAsked x => Facts(("job", x.Job), ("from", x.From), ("pool", x.To), ("site", x.Site), ("gainYuan", Math.Round(x.GainYuan, 2)), ("plan", x.Plan)),
        WorkloadFinished x => Facts([("outcome", Word(x.Outcome)), ("job", x.Job), ("exitCode", x.ExitCode), ("why", x.Why?.Code), .. Why(x.Why)]),
        _ => [],
    };

    /// <summary>The pool, or the parts of a gang over several.</summary>
    internal static string Places(WorkloadPlaced placed) => placed.Parts is { } parts ? string.Join(" + ", parts.Select(p => $"{p.Members} × {p.Pool}")) : placed.Pool.Value;

    private static IEnumerable<(string, object?)> Why(Refusal? why) => why?.Facts.Select(f => ($"why.{f.Key}", (object?)f.Value)) ?? [];

    private static Dictionary<string, string> Facts(params IEnumerable<(string Name, object? Value)> facts) =>
        facts.Where(f => f.Value is not null).ToDictionary(f => f.Name, f => Convert.ToString(f.Value, CultureInfo.InvariantCulture)!);

    private static string Text(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);

    private static string Word(WorkloadOutcome outcome) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(outcome.ToString());
}
