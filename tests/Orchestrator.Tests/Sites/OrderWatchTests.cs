using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Service;
using ComputeNet.Service.Sites;
using Microsoft.Extensions.Logging.Abstractions;

namespace ComputeNet.Orchestrator.Tests.Sites;

/// <summary>A second node on the same database: what the first one changes wakes those who wait at the second.</summary>
public sealed class OrderWatchTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly OrchestratorHost _host = new(postgres);
    private readonly SiteSignals _signals = new();
    private OrderWatch _watch = null!;

    public async ValueTask InitializeAsync()
    {
        await _host.InitializeAsync();
        _watch = new OrderWatch(_host.Store, _signals, new OrchestratorOptions(), NullLogger<OrderWatch>.Instance);
    }

    public ValueTask DisposeAsync()
    {
        _watch.Dispose();
        return _host.DisposeAsync();
    }

    [Fact]
    public async Task what_another_node_changes_in_a_pool_wakes_its_site_once_and_no_other()
    {
        var site = await _host.SiteAsync();
        await DeclareAsync(site, 8);
        await _watch.LookAsync(CancellationToken.None);

        var (waiting, other) = (_signals.NextChange(site.Id), _signals.NextChange(new SiteId("shenyang-ai")));
        await _watch.LookAsync(CancellationToken.None);
        waiting.IsCompleted.ShouldBeFalse("nothing has changed since the last look");
        await DeclareAsync(site, 16);
        await _watch.LookAsync(CancellationToken.None);
        waiting.IsCompleted.ShouldBeTrue();
        other.IsCompleted.ShouldBeFalse();

        var again = _signals.NextChange(site.Id);
        await _watch.LookAsync(CancellationToken.None);
        again.IsCompleted.ShouldBeFalse("it was told");
    }

    [Fact]
    public async Task a_log_that_is_wanted_through_another_node_wakes_the_site()
    {
        var site = await _host.SiteAsync();
        await _watch.LookAsync(CancellationToken.None);
        var waiting = _signals.NextChange(site.Id);
        await using (var session = _host.Store.LightweightSession())
        {
            session.Store(new LogWish("w-1.1", site.Id.Value, _host.Wall.GetUtcNow()));
            await session.SaveChangesAsync();
        }
        await _watch.LookAsync(CancellationToken.None);
        waiting.IsCompleted.ShouldBeTrue();
    }

    private static Task DeclareAsync(TestSite site, int devices) =>
        site.DeclareAsync(TestSite.Pool($"{site.Id}.gpu", Architecture.Cuda, "nvidia-a100-80g", devices));
}
