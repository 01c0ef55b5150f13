using System.Globalization;
using System.Text.RegularExpressions;

namespace ComputeNet.Adapters.Slurm;

/// <summary>Slurm's short form for many hosts. Raw samples: <c>gpu01</c>, <c>gpu[01-02,07]</c>, <c>a1,b[1-3]</c>, <c>r[1-2]n[1-2]</c>. Pure.</summary>
public static partial class SlurmHosts
{
    /// <summary>A list longer than any cluster is damaged, or a joke.</summary>
    private const int Most = 100_000;

    public static IReadOnlyList<string> Expand(string list) => [.. Item().Matches(list).SelectMany(m => One(m.Value)).Take(Most)];

    private static IEnumerable<string> One(string item)
    {
        if (Brackets().Match(item) is not { Success: true } brackets)
            return [item];
        return from number in Numbers(brackets.Groups["numbers"].Value)
               from rest in One(item[(brackets.Index + brackets.Length)..])
               select item[..brackets.Index] + number + rest;
    }

    private static IEnumerable<string> Numbers(string list)
    {
        foreach (var range in list.Split(','))
        {
            var ends = range.Split('-');
            if (!int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from) || !int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var to))
                continue;
            for (var number = from; number <= to; number++)
                yield return number.ToString(CultureInfo.InvariantCulture).PadLeft(ends[0].Length, '0');
        }
    }

    [GeneratedRegex(@"(?:[^,\[\]]+|\[[^\]]*\])+")]
    private static partial Regex Item();

    [GeneratedRegex(@"\[(?<numbers>[^\]]*)\]")]
    private static partial Regex Brackets();
}
