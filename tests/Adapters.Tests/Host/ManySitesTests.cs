using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using ComputeNet.Adapters.Host.Agent;
using ComputeNet.Adapters.Host.Journal;
using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Simulated;
using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using Microsoft.Extensions.Logging.Abstractions;

namespace ComputeNet.Adapters.Tests.Host;

/// <summary>Thousands of sites in one process, some of them dead: none waits for another, and none costs a thread.</summary>
public sealed class ManySitesTests : IDisposable
{
    private const int Sites = 2000;
    private const int Threads = 40;

    private static readonly AgentPace Pace = AgentRun.Quick with { Heartbeat = TimeSpan.FromSeconds(2), StartSpread = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromSeconds(1) };

    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task lines_that_hang_and_schedulers_that_are_dead_delay_no_other_site()
    {
        var sites = SimulatedFleet.Invent(Sites);
        // Many more than the line takes at a time.
        var hanging = sites.Take(40).Select(s => s.Id).ToHashSet();
        var dead = sites.Skip(40).Take(40).Select(s => s.Id).ToHashSet();
        var centre = new SilentCentre(hanging);
        await using (var agents = new Fleet(folder, sites, centre, site => dead.Contains(site)))
            await centre.HasHeardFromAsync(sites.Select(s => s.Id).Where(id => !hanging.Contains(id) && !dead.Contains(id)), times: 3);
        centre.Heard.Keys.Intersect(dead).ShouldBeEmpty("a report vouches for the scheduler");
        centre.Heard.Keys.Intersect(hanging).ShouldBeEmpty();
    }

    [Fact]
    public async Task a_site_costs_no_thread()
    {
        var before = ThreadsNow();
        var sites = SimulatedFleet.Invent(Sites);
        var centre = new SilentCentre(new HashSet<SiteId>());
        await using (var agents = new Fleet(folder, sites, centre, _ => false))
        {
            await centre.HasHeardFromAsync(sites.Select(s => s.Id), times: 2);
            (ThreadsNow() - before).ShouldBeLessThan(Threads, $"{Sites} sites run");
        }
    }

    public void Dispose() => folder.Dispose();

    private static int ThreadsNow()
    {
        using var self = Process.GetCurrentProcess();
        return self.Threads.Count;
    }

    /// <summary>The agents of all sites, on one journal and one line, as in an adapter's process.</summary>
    private sealed class Fleet : IAsyncDisposable
    {
        private readonly CancellationTokenSource stopping = new();
        private readonly SimulatedClient client;
        private readonly FileJobJournal journal;
        private readonly CentreLine line;
        private readonly Task running;

        public Fleet(TemporaryFolder folder, IReadOnlyList<SimulatedSite> sites, SilentCentre centre, Func<SiteId, bool> isDead)
        {
            client = new SimulatedClient(folder.File("jobs.jsonl"));
            journal = new FileJobJournal(folder.File("journal.jsonl"), flushToDisk: false);
            line = new CentreLine(new Uri("http://centre/"), site => site.Value, Pace, centre);
            var options = new SimulatedOptions { Centre = new Uri("http://centre/"), Token = site => site.Value, DataDirectory = folder.Path, Sites = sites };
            running = Task.WhenAll(sites.Select(site =>
            {
                ISiteScheduler scheduler = new SimulatedScheduler(site, client, options, TimeProvider.System);
                scheduler = isDead(site.Id) ? new FlakyScheduler(scheduler) { IsDown = true } : scheduler;
                return new SiteAgent(site.Id, scheduler, journal, line, Pace, TimeProvider.System, NullLogger<SiteAgent>.Instance).RunAsync(stopping.Token);
            }));
        }

        public async ValueTask DisposeAsync()
        {
            await stopping.CancelAsync();
            await running;
            line.Dispose();
            journal.Dispose();
            client.Dispose();
            stopping.Dispose();
        }
    }

    /// <summary>A centre without a network: it takes every report, has no orders, and leaves the messages of some sites unanswered.</summary>
    private sealed class SilentCentre(IReadOnlySet<SiteId> hanging) : HttpMessageHandler
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

        public ConcurrentDictionary<SiteId, int> Heard { get; } = new();

        public async Task HasHeardFromAsync(IEnumerable<SiteId> sites, int times)
        {
            using var limit = new CancellationTokenSource(Patience);
            foreach (var site in sites)
                while (Heard.GetValueOrDefault(site) < times)
                    await Task.Delay(20, limit.Token);
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
        {
            var site = new SiteId(request.Headers.Authorization!.Parameter!);
            if (hanging.Contains(site))
                await Task.Delay(Timeout.Infinite, ct);
            if (request.Method == HttpMethod.Get)
                return await OrdersAsync(ct);
            if (request.RequestUri!.AbsolutePath != "/api/site/sightings")
                return new HttpResponseMessage(HttpStatusCode.NoContent);
            Heard.AddOrUpdate(site, 1, (_, count) => count + 1);
            return Json(new SightingReceipt([], []));
        }

        private static async Task<HttpResponseMessage> OrdersAsync(CancellationToken ct)
        {
            await Task.Delay(TimeSpan.FromSeconds(20), ct);
            return Json(new SiteOrders(0, []));
        }

        private static HttpResponseMessage Json<T>(T body) => new(HttpStatusCode.OK) { Content = JsonContent.Create(body, options: WireFormat.Json) };
    }
}
