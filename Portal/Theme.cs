using System.Text;
using MudBlazor;

namespace ComputeNet.Portal;

/// <summary>One colour in both themes.</summary>
public readonly record struct Shade(string Light, string Dark)
{
    /// <summary>The browser picks: the page's <c>color-scheme</c> follows the person's choice or the system, without a script and without a flash.</summary>
    public string Css => $"light-dark({Light}, {Dark})";
}

/// <summary>
/// The only place with colours. Each becomes a CSS variable <c>--cn-…</c>; MudBlazor's palette is pointed at the same variables.
/// Text shades have at least 4.5:1, marks and borders of controls at least 3:1, on every surface of their theme (tested).
/// </summary>
public static class Theme
{
    public const string Fonts = "system-ui, \"Segoe UI\", \"PingFang SC\", \"Microsoft YaHei\", \"Noto Sans CJK SC\", sans-serif";

    public static readonly IReadOnlyDictionary<string, Shade> Surfaces = new Dictionary<string, Shade>
    {
        ["ground"] = new("#f5f7f9", "#0f141a"),
        ["surface"] = new("#ffffff", "#151b23"),
        ["sunken"] = new("#eef1f5", "#1b222c"),
        ["hover"] = new("#eaf0f3", "#1f2833"),
        ["chosen"] = new("#e0f0f3", "#16303a"),
    };

    public static readonly IReadOnlyDictionary<string, Shade> Texts = new Dictionary<string, Shade>
    {
        ["text"] = new("#17202b", "#e6ebf1"),
        ["text-quiet"] = new("#4a5666", "#a9b5c4"),
        ["text-faint"] = new("#5b6778", "#8d9bac"),
        ["brand"] = new("#0a6577", "#55c4d6"),
        ["danger"] = new("#b3261e", "#ff8b80"),
    };

    public static readonly IReadOnlyDictionary<string, Shade> Lines = new Dictionary<string, Shade>
    {
        ["line"] = new("#dce2e9", "#29323e"),
        ["line-strong"] = new("#7d8a9a", "#67768a"),
        ["focus"] = new("#0a6577", "#55c4d6"),
        ["on-brand"] = new("#ffffff", "#06222a"),
        ["on-danger"] = new("#ffffff", "#2b0703"),
        ["veil"] = new("#17202b66", "#000000a6"),
        ["land"] = new("#dfe5eb", "#242d38"),
        ["coast"] = new("#c5ced8", "#323d4b"),
        ["sea"] = new("#f5f7f9", "#0f141a"),
        ["flash"] = new("#fdf3c8", "#3a3413"),
    };

    /// <summary>States of sites, workloads and leases; <c>Shared/StateChip</c> alone says which state wears which.</summary>
    public static readonly IReadOnlyDictionary<string, Shade> States = new Dictionary<string, Shade>
    {
        ["state-running"] = new("#12703f", "#4fc98a"),
        ["state-starting"] = new("#1d62b5", "#6cb0ff"),
        ["state-waiting"] = new("#596577", "#97a5b7"),
        ["state-at-risk"] = new("#8a5a00", "#e9b44c"),
        ["state-lost"] = new("#b3261e", "#ff8b80"),
        ["state-finished"] = new("#35606b", "#86b9c4"),
        ["state-failed"] = new("#9c1f52", "#ff86b3"),
        ["state-drained"] = new("#6a4a9c", "#b79cf0"),
    };

    /// <summary>Scales from low to high, even in lightness so that they also read without hue. Price: one hue. Latency: blues. Carbon: green to brown.</summary>
    public static readonly IReadOnlyDictionary<string, Shade[]> Scales = new Dictionary<string, Shade[]>
    {
        ["capacity"] = [new("#6fb0bd", "#2c7f8e")],
        ["price"] = Even("#c9a6e0", "#b07fd2", "#9259c0", "#71389f", "#4e1d76", dark: ["#5b3a7d", "#7c53a6", "#9d70c9", "#be95e2", "#e0c6f5"]),
        ["carbon"] = Even("#86c98f", "#a3b04a", "#b58a2c", "#95602a", "#653818", dark: ["#8fd6a0", "#aebd55", "#c0933a", "#a06a35", "#7d4a30"]),
        ["latency"] = Even("#9cc4ec", "#6da3dc", "#4381c6", "#2560a5", "#123f78", dark: ["#27507f", "#3a6ea8", "#5590cd", "#7fb2e6", "#b5d6f7"]),
    };

    private static readonly (string Mud, string Ours)[] MudPalette =
    [
        ("primary", "brand"), ("primary-text", "on-brand"), ("primary-darken", "brand"), ("primary-lighten", "brand"), ("primary-hover", "chosen"),
        ("error", "danger"), ("error-text", "on-danger"), ("error-darken", "danger"), ("error-hover", "hover"),
        ("success", "state-running"), ("warning", "state-at-risk"), ("info", "state-starting"),
        ("background", "ground"), ("background-gray", "sunken"), ("surface", "surface"),
        ("text-primary", "text"), ("text-secondary", "text-quiet"), ("text-disabled", "text-faint"),
        ("action-default", "text-quiet"), ("action-default-hover", "hover"), ("action-disabled", "text-faint"), ("action-disabled-background", "sunken"),
        ("lines-default", "line"), ("lines-inputs", "line-strong"), ("divider", "line"), ("divider-light", "line"),
        ("table-lines", "line"), ("table-hover", "hover"), ("table-striped", "sunken"), ("skeleton", "sunken"),
        ("overlay-dark", "veil"), ("drawer-background", "surface"), ("drawer-text", "text"), ("drawer-icon", "text-quiet"),
        ("appbar-background", "surface"), ("appbar-text", "text"),
    ];

    /// <summary>The style sheet of both themes; see <c>App.razor</c>.</summary>
    public static string Sheet { get; } = BuildSheet();

    /// <summary>What MudBlazor keeps of its own theme: type and shape. Its colours point at our variables.</summary>
    public static MudTheme Mud { get; } = new()
    {
        LayoutProperties = new() { DefaultBorderRadius = "6px" },
        Typography = new()
        {
            Default = new DefaultTypography { FontFamily = [Fonts], FontSize = "0.875rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = [Fonts], FontSize = "0.875rem", FontWeight = "500", LineHeight = "1.5", LetterSpacing = "normal", TextTransform = "none" },
            Body1 = new Body1Typography { FontFamily = [Fonts], FontSize = "0.875rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = [Fonts], FontSize = "0.875rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Subtitle1 = new Subtitle1Typography { FontFamily = [Fonts], FontSize = "0.875rem", LetterSpacing = "normal" },
            Caption = new CaptionTypography { FontFamily = [Fonts], FontSize = "0.75rem", LetterSpacing = "normal" },
        },
    };

    private static Shade[] Even(string a, string b, string c, string d, string e, string[] dark) =>
        [new(a, dark[0]), new(b, dark[1]), new(c, dark[2]), new(d, dark[3]), new(e, dark[4])];

    private static string BuildSheet()
    {
        var css = new StringBuilder("html:root{color-scheme:light dark;");
        foreach (var (name, shade) in new[] { Surfaces, Texts, Lines, States }.SelectMany(group => group))
            css.Append("--cn-").Append(name).Append(':').Append(shade.Css).Append(';');
        foreach (var (name, steps) in Scales)
            for (var i = 0; i < steps.Length; i++)
                css.Append("--cn-").Append(name).Append('-').Append(i).Append(':').Append(steps[i].Css).Append(';');
        foreach (var (mud, ours) in MudPalette)
            css.Append("--mud-palette-").Append(mud).Append(":var(--cn-").Append(ours).Append(");");
        return css.Append('}')
            .Append("html[data-theme=light]:root{color-scheme:light}html[data-theme=dark]:root{color-scheme:dark}")
            .ToString();
    }
}
