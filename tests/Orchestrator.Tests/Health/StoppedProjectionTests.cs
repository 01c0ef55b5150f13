using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Service.Audit;
using Marten;
using Npgsql;

namespace ComputeNet.Orchestrator.Tests.Health;

public sealed class StoppedProjectionTests(OrchestratorHost host) : IClassFixture<OrchestratorHost>
{
    [Fact]
    public async Task a_projection_whose_progress_moved_under_it_goes_on_and_leaves_nothing_out()
    {
        await CaughtUpAsync();
        await ExecuteAsync("update computenet.mt_event_progression set last_seq_id = last_seq_id - 1 where name = 'audit:All'");
        await host.Client(await host.OperatorAsync()).SetAcceptanceAsync(new SiteId("hangzhou-ai"), new SetAcceptance(SiteAcceptance.Draining, "maintenance"));
        await CaughtUpAsync();
    }

    private Task CaughtUpAsync() => Waiting.UntilAsync(async () =>
    {
        await using var session = host.Store.QuerySession();
        return await session.Query<AuditRow>().CountAsync() == await host.LedgerLengthAsync();
    });

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(host.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }
}
