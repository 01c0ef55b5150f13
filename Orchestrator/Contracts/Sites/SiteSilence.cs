namespace ComputeNet.Contracts.Sites;

/// <summary>
/// How far silence has brought a site. Heard: not at all. Suspect: no new work. Grace: on record, and what it holds stays its own. Fenced: lost; what it holds is
/// given up, a bounded number at a time. Evicted: it holds nothing any more.
/// </summary>
public enum SiteRung { Heard, Suspect, Grace, Fenced, Evicted }

/// <summary>Where a site stands on that ladder, by the centre's clock.</summary>
/// <param name="Rung">The step that it is on.</param>
/// <param name="HeardAt">When it was last heard; null: not since this centre's memory begins.</param>
/// <param name="SilentSeconds">Real seconds of silence that count.</param>
/// <param name="FencedInSeconds">Real seconds until it is lost, if it stays silent; null once it is.</param>
/// <param name="Holds">Jobs that it still has the right to run.</param>
/// <param name="Flaps">How often in a row it fell silent and came back.</param>
/// <param name="UnsteadyUntil">Until then a site that keeps falling silent gets no new work, although it is back; null: it has nothing to prove.</param>
public sealed record SiteSilence(SiteRung Rung, DateTimeOffset? HeardAt, double SilentSeconds, double? FencedInSeconds, int Holds, int Flaps, DateTimeOffset? UnsteadyUntil);
