using ComputeNet.Contracts.Pools;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Portal.Tests.Fakes;

namespace ComputeNet.Portal.Tests.Fleet;

/// <summary>Sites as the Orchestrator would tell of them.</summary>
internal static class SiteSample
{
    public static readonly Provenance Stated = new(Basis.Stated, "operator's page", new(2026, 1, 1));
    public static readonly Provenance Assumed = Provenance.Assumed("demonstration fleet");

    public static SiteSummary Site(
        string id, SiteState state = SiteState.Online, int? devices = 100, int leased = 25, double? price = 12.5, double? carbon = 480,
        double latitude = 30.3, double longitude = 120.2, SiteKind kind = SiteKind.Intelligent, string architecture = "cuda") =>
        new(new(id), "中文" + id, "Site " + id, kind, "Operator of " + id, new("cn-zhejiang"), "CN", latitude, longitude, state, true, FakeWatch<string>.AsOf.AddSeconds(-12),
            devices is null ? [] : [new(architecture)], devices, leased, null,
            price is { } yuan ? new(yuan, Assumed) : null, carbon is { } grams ? new(grams, Stated) : null, null, 7);

    public static readonly SiteSummary Hangzhou = Site("hangzhou-ai", devices: 512, leased: 128, price: 9.5, architecture: "ascend");
    public static readonly SiteSummary Oregon = Site("oregon-ai", SiteState.Draining, devices: 2048, leased: 2048, price: 7, carbon: 210, latitude: 45.6, longitude: -121.2);
    public static readonly SiteSummary Sydney = Site("sydney-ai", SiteState.Unjoined, devices: null, leased: 0, price: null, carbon: 610, latitude: -33.9, longitude: 151.2);
    public static readonly SiteSummary Paris = Site("aws.eu-west-3", SiteState.Lost, devices: 64, leased: 3, price: 31, carbon: null, latitude: 48.9, longitude: 2.4, kind: SiteKind.Cloud);
    public static readonly IReadOnlyList<SiteSummary> All = [Hangzhou, Oregon, Sydney, Paris];

    public static SiteView View(SiteSummary summary, int leases = 2, IReadOnlyList<double>? carbon = null) => new(
        summary,
        [
            new(new($"{summary.Id}.main"), summary.Id, "Main pool", Architecture.Ascend, new("huawei-ascend-910b"), 512, Assumed, leases * 8, 65536, Money.Yuan(9.5m), Assumed, 400, Stated,
                FakeWatch<string>.AsOf.AddHours(-3), [.. Enumerable.Range(1, leases).Select(Lease)], 3),
        ],
        FakeWatch<string>.AsOf, carbon ?? [500, 420, 610], Stated, [new("pue", "1.15", null, Stated), new("floor-area", "12000", "m²", Assumed)], "1.2.3");

    private static LeaseView Lease(int number) => new(
        new($"w-{number}"), new($"w-{number}.1"), new(40 + number), 8, FakeWatch<string>.AsOf.AddMinutes(-5), FakeWatch<string>.AsOf.AddHours(number), WorkloadPhase.Running);
}
