using System.Globalization;
using System.Resources;
using ComputeNet.Portal;
using Microsoft.Playwright;

namespace ComputeNet.EndToEnd.Tests.Harness;

/// <summary>How somebody looks at the portal: the width of the window, the language of the browser, the colour scheme of the system.</summary>
public sealed record Look(int Width, string Language, ColorScheme Scheme)
{
    public static readonly Look WideEnglishLight = new(1440, "en", ColorScheme.Light);
    public static readonly Look WideEnglishDark = new(1440, "en", ColorScheme.Dark);
    public static readonly Look WideChineseLight = new(1440, "zh-CN", ColorScheme.Light);
    public static readonly Look WideChineseDark = new(1440, "zh-CN", ColorScheme.Dark);
    public static readonly Look NarrowEnglishLight = new(400, "en", ColorScheme.Light);
    public static readonly Look NarrowEnglishDark = new(400, "en", ColorScheme.Dark);
    public static readonly Look NarrowChineseLight = new(400, "zh-CN", ColorScheme.Light);
    public static readonly Look NarrowChineseDark = new(400, "zh-CN", ColorScheme.Dark);

    /// <summary>A text of the portal in this language, by the name of its class (e.g. <c>Layout.LayoutTexts</c>) and its key.</summary>
    public string Text(string texts, string key) =>
        new ResourceManager($"ComputeNet.Portal.{texts}", typeof(App).Assembly).GetString(key, CultureInfo.GetCultureInfo(Language))
        ?? throw new InvalidOperationException($"{texts} has no text {key} in {Language}.");

    public override string ToString() => $"{Width} px, {Language}, {Scheme}";
}
