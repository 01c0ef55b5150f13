using System.Globalization;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Sites;

namespace ComputeNet.Service.Sites.Sensing;

/// <summary>Whether a site as a whole takes new work: its operator's word, its silence, and what a flapping one has to prove.</summary>
public static class SiteReadiness
{
    public static Refusal? WhyNoWork(Site site, SitePresence presence, DateTimeOffset now) => SiteRows.StateOf(site.SiteId, site, presence) switch
    {
        SiteState.Online => WhyUnsteady(site, now),
        SiteState.Draining => Refusal.Because("site-draining", ("site", site.SiteId)),
        SiteState.Suspended => Refusal.Because("site-suspended", ("site", site.SiteId)),
        SiteState.Lost => Refusal.Because("site-lost", ("site", site.SiteId)),
        SiteState.Stale => Refusal.Because("site-stale", ("site", site.SiteId)),
        _ => Refusal.Because("site-unjoined", ("site", site.SiteId)),
    };

    private static Refusal? WhyUnsteady(Site site, DateTimeOffset now) => site.UnsteadyUntil(now) is { } until
        ? Refusal.Because("site-unsteady", ("site", site.SiteId), ("times", site.Flaps), ("until", until.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)))
        : null;
}
