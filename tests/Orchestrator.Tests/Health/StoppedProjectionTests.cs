using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Orchestrator.Tests.Hosting;

namespace ComputeNet.Orchestrator.Tests.Health;

public sealed class StoppedProjectionTests(OrchestratorHost host) : IClassFixture<OrchestratorHost>
{
    [Fact]
    public async Task a_projection_whose_progress_moved_under_it_goes_on_and_leaves_nothing_out()
    {
        await host.AuditedAsync();
        (await Sql.ExecuteAsync(host.ConnectionString, "update computenet.mt_event_progression set last_seq_id = last_seq_id - 1 where name = 'audit:All'")).ShouldBe(1);
        await host.Client(await host.OperatorAsync()).SetAcceptanceAsync(new SiteId("hangzhou-ai"), new SetAcceptance(SiteAcceptance.Draining, "maintenance"));
        await host.AuditedAsync();
    }
}
