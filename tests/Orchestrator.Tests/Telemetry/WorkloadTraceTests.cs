using System.Collections.Concurrent;
using System.Diagnostics;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Service.Telemetry;

namespace ComputeNet.Orchestrator.Tests.Telemetry;

public sealed class WorkloadTraceTests(OrchestratorHost host) : IClassFixture<OrchestratorHost>
{
    [Fact]
    public async Task one_trace_follows_a_workload_and_is_linked_to_what_caused_each_step()
    {
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == OrchestratorTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);

        var caller = ActivityTraceId.CreateRandom();
        var http = host.Http(await host.TenantAsync());
        http.DefaultRequestHeaders.Add("traceparent", $"00-{caller}-{ActivitySpanId.CreateRandom()}-01");
        var client = new Client.ComputeNetClient(http, () => null);
        var id = (await client.SubmitAsync(new SubmitWorkload
        {
            Name = "followed",
            Placement = new PlacementWishes { EarliestStart = host.Wall.GetUtcNow().AddYears(1) },
            Variants = [new Variant { Architecture = Architecture.Cpu, DevicesPerMember = 1, TimeLimitSeconds = 60, Command = ["true"] }],
        })).Id;
        await client.CancelAsync(id);

        var mine = spans.Where(s => Equals(s.GetTagItem("workload.id"), id.Value) && s.TraceId == WorkloadTrace.Of(id).TraceId).ToList();
        mine.Select(s => s.OperationName).ShouldBe(["workload_submitted", "workload_cancel_requested", "workload_finished"], ignoreOrder: true);
        mine.SelectMany(s => s.Links).ShouldAllBe(l => l.Context.TraceId == caller);
        mine.ShouldAllBe(s => s.Links.Count() == 1);
    }

    [Fact]
    public void another_workload_has_another_trace() =>
        WorkloadTrace.Of(new WorkloadId("w-1")).TraceId.ShouldNotBe(WorkloadTrace.Of(new WorkloadId("w-2")).TraceId);

    [Fact]
    public async Task the_trace_id_is_the_correlation_id_of_who_sends_none()
    {
        var caller = ActivityTraceId.CreateRandom();
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/session") { Headers = { { "traceparent", $"00-{caller}-{ActivitySpanId.CreateRandom()}-01" } } };
        var response = await host.Http(await host.TenantAsync()).SendAsync(request);
        response.Headers.GetValues(WireFormat.CorrelationHeader).ShouldBe([caller.ToHexString()]);
    }
}
