using System.Globalization;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Portal.Shared;

/// <summary>Sites by the name that the reader's language has for them; one that is not known (yet) goes by its id.</summary>
public static class SiteNames
{
    public static string Of(SiteSummary site) =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? site.NameZh : site.NameEn;

    public static string Of(IReadOnlyList<SiteSummary> sites, SiteId id) =>
        sites.FirstOrDefault(s => s.Id == id) is { } site ? Of(site) : id.Value;

    /// <summary>The name behind any id that is a site's; null for every other text.</summary>
    public static string? Behind(IReadOnlyList<SiteSummary> sites, string text) =>
        sites.FirstOrDefault(s => s.Id.Value == text) is { } site ? Of(site) : null;
}
