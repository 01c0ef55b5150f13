using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Sites;

/// <summary>
/// <c>GET /api/sites/{id}/trust</c>, and <c>GET /api/site/trust</c> for the site itself: how far a site keeps what it promises. <see cref="Score"/> is what a plan charges by: the network policy's own figure where it
/// states one, else the measured product of <see cref="Kept"/>, <see cref="Punctual"/> and <see cref="Fresh"/>.
/// </summary>
public sealed record SiteTrust(SiteId Site, DateTimeOffset AsOf, double Score, Provenance Provenance, double Measured, TrustPart Kept, TrustPart Punctual, TrustPart Fresh)
{
    /// <summary>What the network's policy says; it stands above the measured figure. Null: it says nothing.</summary>
    public double? Stated { get; init; }

    /// <summary>Promises (attempts given to the site) since <see cref="From"/> that ended one way or the other.</summary>
    public int Promises { get; init; }

    /// <summary>Attempts that the site did not take.</summary>
    public int Refused { get; init; }

    /// <summary>Attempts that the site broke off: failed by its doing, not by the program's exit code, or stopped unasked.</summary>
    public int Failed { get; init; }

    /// <summary>Attempts that the site no longer knew of, or that were at it when it was lost.</summary>
    public int Lost { get; init; }

    /// <summary>How often work given to the site was done a second time there: run on after it was given up, or started again by the site's scheduler.</summary>
    public int DoubleRuns { get; init; }

    /// <summary>Mean of the seconds from when an attempt was to start until it was seen running; null before any was.</summary>
    public double? MeanStartDelaySeconds { get; init; }

    /// <summary>The seconds since the site last measured itself; null while it offers no telemetry, which nothing is charged for.</summary>
    public double? TelemetryAgeSeconds { get; init; }

    /// <summary>What is older does not count.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>After so many days a promise counts half.</summary>
    public double HalfLifeDays { get; init; }

    /// <summary>The share that a site without any record is taken to keep.</summary>
    public double PriorShare { get; init; }

    /// <summary>As many promises as that assumption weighs.</summary>
    public double PriorPromises { get; init; }
}

/// <summary>One factor of the score, 0–1, and how many promises it rests on: younger ones count more, so the weight is less than their number.</summary>
public sealed record TrustPart(double Share, double Weight);
