using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text;
using ComputeNet.Contracts.Vocabulary;
using JasperFx.Events;
using Marten;
using Marten.Services;

namespace ComputeNet.Service.Telemetry;

/// <summary>
/// One trace per workload, from submit to finished, whoever writes and in whichever process: its trace id is made of the workload's id, so
/// nothing has to be carried along. Every event of a workload becomes a span in it when it is committed, linked to the request or
/// planning round that caused it.
/// </summary>
public sealed class WorkloadTrace : DocumentSessionListenerBase
{
    private const string Streams = "workload/";
    private static readonly Counter<long> Events = OrchestratorTelemetry.Meter.CreateCounter<long>("computenet.events", "{event}", "Events appended to the ledger.");

    /// <summary>The trace of a workload; its root is the workload itself, which is no span.</summary>
    public static ActivityContext Of(WorkloadId workload)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(Streams + workload.Value));
        return new ActivityContext(
            ActivityTraceId.CreateFromBytes(hash.AsSpan(0, 16)), ActivitySpanId.CreateFromBytes(hash.AsSpan(16, 8)), ActivityTraceFlags.Recorded, isRemote: true);
    }

    /// <summary>The same as a W3C <c>traceparent</c>, for who starts the job.</summary>
    public static string ParentOf(WorkloadId workload)
    {
        var context = Of(workload);
        return $"00-{context.TraceId.ToHexString()}-{context.SpanId.ToHexString()}-01";
    }

    public override Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
    {
        foreach (var e in commit.GetEvents())
        {
            Events.Add(1, new KeyValuePair<string, object?>("event", e.EventTypeName));
            if (e.StreamKey?.StartsWith(Streams, StringComparison.Ordinal) == true)
                Record(new WorkloadId(e.StreamKey[Streams.Length..]), e);
        }
        return Task.CompletedTask;
    }

    private static void Record(WorkloadId workload, IEvent e)
    {
        var cause = Activity.Current;
        cause?.SetTag("workload.id", workload.Value);
        var links = cause is null ? null : new[] { new ActivityLink(cause.Context) };
        using var span = OrchestratorTelemetry.Source.StartActivity(e.EventTypeName, ActivityKind.Internal, Of(workload), links: links);
        span?.SetTag("workload.id", workload.Value).SetTag("correlation.id", e.CorrelationId).SetTag("actor", e.UserName);
    }
}
