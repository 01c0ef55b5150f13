using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Api;

namespace ComputeNet.Portal.Features.Sites.Trust;

/// <summary>One factor of the score: the key of its name and of the sentence about it, with what fills it.</summary>
public sealed record TrustFactor(string NameKey, double Share, string AboutKey, params object[] About);

/// <summary>The score of a site with its parts, for everyone who may see the site.</summary>
public sealed class TrustViewModel(ISites sites) : SiteSectionModel<SiteTrust>
{
    public IReadOnlyList<TrustFactor> Factors { get; private set; } = [];

    protected override IAsyncEnumerable<Live<SiteTrust>> WatchAsync(SiteId site, CancellationToken ct) => sites.WatchTrustAsync(site, ct);

    protected override void Take(Live<SiteTrust> now) => Factors = now.Value is { } trust ? FactorsOf(trust) : [];

    private static IReadOnlyList<TrustFactor> FactorsOf(SiteTrust trust) =>
    [
        trust.Promises == 0
            ? new("Trust_Kept", trust.Kept.Share, "Trust_Kept_None")
            : new("Trust_Kept", trust.Kept.Share, "Trust_Kept_About", trust.Promises, trust.Refused, trust.Failed, trust.Lost),
        trust.MeanStartDelaySeconds is { } delay
            ? new("Trust_Punctual", trust.Punctual.Share, "Trust_Punctual_About", Span(delay))
            : new("Trust_Punctual", trust.Punctual.Share, "Trust_Punctual_None"),
        trust.TelemetryAgeSeconds is { } age
            ? new("Trust_Fresh", trust.Fresh.Share, "Trust_Fresh_About", Span(age))
            : new("Trust_Fresh", trust.Fresh.Share, "Trust_Fresh_None"),
    ];

    private static TimeSpan Span(double seconds) => TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.FromDays(3650).TotalSeconds));
}
