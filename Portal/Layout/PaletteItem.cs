using System.Security.Claims;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Portal.Layout;

public enum PaletteKind { Page, Site, Workload, Act }

/// <summary>Something that Ctrl-K finds: a place to go to (<paramref name="Path"/>) or an act of <c>portal.js</c> (<paramref name="Act"/>).</summary>
public sealed record PaletteItem(PaletteKind Kind, string Name, string Detail, string? Path, string? Act = null)
{
    public static PaletteItem Of(SiteSummary site, bool chinese) =>
        new(PaletteKind.Site, chinese ? site.NameZh : site.NameEn, site.Id.Value, $"/sites/{site.Id}");

    public static PaletteItem Of(WorkloadSummary workload) => new(PaletteKind.Workload, workload.Name, workload.Id.Value, $"/workloads/{workload.Id}");

    /// <summary>What is always there for this person: the pages and the acts.</summary>
    public static IReadOnlyList<PaletteItem> Fixed(ClaimsPrincipal user, Func<string, string> text) =>
    [
        .. NavigationItem.For(user).Select(page => new PaletteItem(PaletteKind.Page, text(page.TextKey), $"g {page.Key}", "/" + page.Path)),
        .. user.IsInRole(Roles.Operator) ? [new PaletteItem(PaletteKind.Page, text("Nav_Register"), "", "/register")] : Array.Empty<PaletteItem>(),
        new(PaletteKind.Act, text("Act_Light"), "", null, "theme:light"),
        new(PaletteKind.Act, text("Act_Dark"), "", null, "theme:dark"),
        new(PaletteKind.Act, text("Act_System"), "", null, "theme:system"),
        new(PaletteKind.Act, text("Act_Chinese"), "", null, "language:zh-CN"),
        new(PaletteKind.Act, text("Act_English"), "", null, "language:en"),
        new(PaletteKind.Act, text("Act_SignOut"), "", null, "submit:sign-out"),
    ];

    /// <summary>Every word of the term occurs in the name, the id or the translation.</summary>
    public bool Answers(string term) =>
        term.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => $"{Name} {Detail}".Contains(word, StringComparison.OrdinalIgnoreCase));
}
