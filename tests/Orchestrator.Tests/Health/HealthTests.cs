using System.Net;
using System.Text.Json.Nodes;
using ComputeNet.Orchestrator.Tests.Hosting;

namespace ComputeNet.Orchestrator.Tests.Health;

public sealed class HealthTests(OrchestratorHost host) : IClassFixture<OrchestratorHost>
{
    [Fact]
    public async Task alive_and_ready_are_told_apart()
    {
        (await host.Http().GetStringAsync("/healthz")).ShouldBe("Healthy");
        await ReadyAsync();

        await Sql.ScalarAsync(host.ConnectionString, "alter table computenet.mt_event_progression rename to away");
        var (status, body) = await AskAsync();
        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        body["checks"]!["postgresql"]!.GetValue<string>().ShouldBe("ready");
        body["checks"]!["projections"]!.GetValue<string>().ShouldBe("does not answer");
        (await host.Http().GetStringAsync("/healthz")).ShouldBe("Healthy");
        await Sql.ScalarAsync(host.ConnectionString, "alter table computenet.away rename to mt_event_progression");
    }

    [Fact]
    public async Task an_event_that_a_view_left_unread_for_long_is_told()
    {
        await ReadyAsync();
        await Waiting.UntilAsync(async () => (bool)(await Sql.ScalarAsync(host.ConnectionString,
            "select last_seq_id = (select max(seq_id) from computenet.mt_events) from computenet.mt_event_progression where name = 'audit:All'") ?? false));
        try
        {
            await Sql.ScalarAsync(host.ConnectionString, """
                insert into computenet.mt_event_progression (name, last_seq_id) values ('sleepy:All', 0);
                update computenet.mt_events set timestamp = now() - interval '31 seconds'
                """);
            var (status, body) = await AskAsync();
            status.ShouldBe(HttpStatusCode.ServiceUnavailable);
            body["checks"]!["projections"]!.GetValue<string>().ShouldBe("behind: sleepy:All");
        }
        finally
        {
            await Sql.ScalarAsync(host.ConnectionString, "delete from computenet.mt_event_progression where name = 'sleepy:All'");
        }
    }

    private Task ReadyAsync() => Waiting.UntilAsync(async () => (await AskAsync()).Status == HttpStatusCode.OK);

    private async Task<(HttpStatusCode Status, JsonNode Body)> AskAsync()
    {
        var response = await host.Http().GetAsync("/readyz");
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }
}
