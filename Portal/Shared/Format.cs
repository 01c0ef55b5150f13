using System.Globalization;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Portal.Shared;

/// <summary>Numbers as people read them. Units are not part of the text: the components set them smaller and lighter.</summary>
public static class Format
{
    /// <summary>What stands where nothing is known.</summary>
    public const string Unknown = "—";

    public static string Whole(long value, CultureInfo culture) => value.ToString("N0", culture);

    /// <summary>Three significant figures, thousands separated: 0.0123, 4.56, 78.9, 1,230.</summary>
    public static string Significant(double value, CultureInfo culture)
    {
        if (value == 0 || !double.IsFinite(value))
            return value == 0 ? "0" : Unknown;
        var magnitude = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        var step = Math.Pow(10, Math.Max(magnitude - 2, 0));
        var rounded = magnitude >= 3 ? Math.Round(value / step) * step : value;
        return rounded.ToString("N" + Math.Clamp(2 - magnitude, 0, 6), culture);
    }

    /// <summary>Money for choosing, not for billing: three significant figures, but never less than the whole yuan.</summary>
    public static string Money(decimal value, CultureInfo culture) =>
        Math.Abs(value) >= 100 ? value.ToString("N0", culture) : Significant((double)value, culture);

    /// <summary>To the fen, as on a bill.</summary>
    public static string Bill(decimal value, CultureInfo culture) => value.ToString("N2", culture);

    /// <summary>¥ for yuan; other currencies keep their ISO code, so that nobody mistakes one for another.</summary>
    public static string CurrencySign(string currency) => currency switch
    {
        "CNY" => "¥",
        _ => currency + " ",
    };

    public static string Percent(double share, CultureInfo culture) => (share * 100).ToString("N0", culture);

    /// <summary>93.5 s → "1:33", 3 h 5 min → "3:05:00", days first: "2 d 3:05:00".</summary>
    public static string Duration(TimeSpan span) =>
        (span < TimeSpan.Zero ? "−" : "") + (Math.Abs(span.TotalDays) >= 1 ? $"{Math.Abs(span.Days)} d " : "") +
        span.ToString(Math.Abs(span.TotalHours) >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);

    /// <summary>Only what is stated or measured stands bare; the rest carries ≈.</summary>
    public static bool NeedsMark(Provenance provenance) => provenance.Basis is Basis.Assumed or Basis.Estimated;
}
