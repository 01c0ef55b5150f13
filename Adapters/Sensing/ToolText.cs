using System.Globalization;

namespace ComputeNet.Adapters.Sensing;

/// <summary>Figures as vendors' tools print them. A word instead of a figure (<c>[N/A]</c>, <c>[Not Supported]</c>, <c>ERR!</c>, <c>NA</c>, <c>-</c>) is not known.</summary>
internal static class ToolText
{
    internal static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= 0 ? number : null;

    internal static long? Whole(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    internal static double? Share(string percent) => Number(percent) is { } p and <= 100 ? p / 100 : null;
}
