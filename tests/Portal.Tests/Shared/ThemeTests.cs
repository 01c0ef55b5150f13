using System.Globalization;

namespace ComputeNet.Portal.Tests.Shared;

/// <summary>WCAG 2.2 AA on every surface of both themes, computed and not guessed.</summary>
public class ThemeTests
{
    public static TheoryData<string, string> TextsOnSurfaces => Pairs(Theme.Texts.Concat(Theme.States), ["ground", "surface", "sunken", "hover", "chosen"]);

    [Theory]
    [MemberData(nameof(TextsOnSurfaces))]
    public void text_can_be_read_on_every_surface(string text, string surface)
    {
        var (ink, paper) = (All[text], Theme.Surfaces[surface]);
        Contrast(ink.Light, paper.Light).ShouldBeGreaterThanOrEqualTo(4.5, $"{text} on {surface}, light");
        Contrast(ink.Dark, paper.Dark).ShouldBeGreaterThanOrEqualTo(4.5, $"{text} on {surface}, dark");
    }

    [Theory]
    [InlineData("line-strong", 3)]
    [InlineData("focus", 3)]
    public void the_edges_of_controls_and_the_focus_are_seen(string line, double least)
    {
        foreach (var paper in Theme.Surfaces.Where(s => s.Key is "ground" or "surface").Select(s => s.Value))
        {
            Contrast(Theme.Lines[line].Light, paper.Light).ShouldBeGreaterThanOrEqualTo(least);
            Contrast(Theme.Lines[line].Dark, paper.Dark).ShouldBeGreaterThanOrEqualTo(least);
        }
    }

    [Theory]
    [InlineData("on-brand", "brand")]
    [InlineData("on-danger", "danger")]
    public void the_words_on_a_filled_button_can_be_read(string text, string fill)
    {
        Contrast(Theme.Lines[text].Light, Theme.Texts[fill].Light).ShouldBeGreaterThanOrEqualTo(4.5);
        Contrast(Theme.Lines[text].Dark, Theme.Texts[fill].Dark).ShouldBeGreaterThanOrEqualTo(4.5);
    }

    [Fact]
    public void every_scale_goes_one_way_in_lightness_so_that_it_reads_without_hue()
    {
        foreach (var steps in Theme.Scales.Where(s => s.Value.Length > 1).Select(s => s.Value))
        {
            steps.Select(s => Luminance(s.Light)).ShouldBeInOrder(SortDirection.Descending);
            var dark = steps.Select(s => Luminance(s.Dark)).ToList();
            (dark.SequenceEqual(dark.Order()) || dark.SequenceEqual(dark.OrderDescending())).ShouldBeTrue();
        }
    }

    [Fact]
    public void no_style_sheet_and_no_component_has_a_colour_of_its_own()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ComputeNet.slnx")))
            folder = folder.Parent;
        var portal = Path.Combine(folder.FullName, "Portal");
        var sheets = Directory.EnumerateFiles(portal, "*.css", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(portal, "*.razor", SearchOption.AllDirectories))
            .Where(f => !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal)).ToList();
        sheets.Count.ShouldBeGreaterThan(20);
        sheets.Where(f => System.Text.RegularExpressions.Regex.IsMatch(File.ReadAllText(f), @"#[0-9a-fA-F]{6}\b|\brgba?\(|\bhsla?\(")).Select(Path.GetFileName).ShouldBeEmpty();
    }

    private static readonly Dictionary<string, Shade> All = Theme.Texts.Concat(Theme.States).ToDictionary();

    private static TheoryData<string, string> Pairs(IEnumerable<KeyValuePair<string, Shade>> texts, string[] surfaces)
    {
        var pairs = new TheoryData<string, string>();
        foreach (var text in texts)
            foreach (var surface in surfaces)
                pairs.Add(text.Key, surface);
        return pairs;
    }

    private static double Contrast(string a, string b)
    {
        var (light, dark) = (Math.Max(Luminance(a), Luminance(b)), Math.Min(Luminance(a), Luminance(b)));
        return (light + 0.05) / (dark + 0.05);
    }

    private static double Luminance(string hex)
    {
        double Channel(int at)
        {
            var value = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * Channel(1) + 0.7152 * Channel(3) + 0.0722 * Channel(5);
    }
}
