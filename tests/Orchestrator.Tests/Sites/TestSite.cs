using ComputeNet.Client;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Orchestrator.Tests.Hosting;

namespace ComputeNet.Orchestrator.Tests.Sites;

/// <summary>A site that does by hand what an adapter does by itself: one call, one protocol message.</summary>
public sealed class TestSite(ComputeNetClient client, string site)
{
    /// <summary>The site's own clock, which the centre notes and never trusts.</summary>
    private static readonly DateTimeOffset SiteTime = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    private static readonly Provenance Assumed = Provenance.Assumed("test");

    public SiteId Id => new(site);

    public static PoolDeclaration Pool(string id, Architecture architecture, string model, int devices, decimal yuan = 10) =>
        new(new PoolId(id), id, architecture, new AcceleratorModelId(model), devices, Assumed, null, Money.Yuan(yuan), Assumed, 300, Assumed);

    public Task DeclareAsync(params PoolDeclaration[] pools) =>
        client.SiteAgent.DeclareInventoryAsync(new SiteInventory("test", true, SiteTime, pools));

    public Task OfferAsync(SiteOffers offers) => client.SiteAgent.MakeOffersAsync(offers);

    public Task<SiteOrders> OrdersAsync() => client.SiteAgent.GetOrdersAsync(0, 0);

    public Task<SightingReceipt> ReportAsync(long ordersVersion, IReadOnlyList<JobKey> known, params JobSighting[] sightings) =>
        client.SiteAgent.ReportAsync(new SightingReport(SiteTime, ordersVersion, sightings, known));

    public Task<SiteTrust> TrustAsync() => client.SiteAgent.GetTrustAsync();

    public Task SendLogAsync(JobKey job, string tail) => client.SiteAgent.SendLogsAsync(new SiteLogs(SiteTime, [new(job, tail)]));

    public static JobSighting Sighting(JobOrder order, JobState state, string? log = null) =>
        new(order.Job, order.Token, state, SiteTime, ExitCode: state == JobState.Succeeded ? 0 : null, LogTail: log);

    /// <summary>The first set of orders that has something in it.</summary>
    public Task<SiteOrders> FirstOrdersAsync() => Waiting.ToSeeAsync(OrdersAsync, o => o.Orders.Count > 0);
}
