using System.Text;

namespace ComputeNet.Adapters.Port;

/// <summary>
/// Makes a log tail that may travel: whatever a job wrote becomes valid UTF-8 of at most <see cref="MaxBytes"/>, without control characters that
/// JSON stores refuse (PostgreSQL's jsonb has no U+0000) or terminals obey.
/// </summary>
public static class LogText
{
    /// <summary>The protocol's limit on a log tail, in bytes of UTF-8.</summary>
    public const int MaxBytes = 8 * 1024;

    /// <summary>The end of raw output; bytes that are not UTF-8 become U+FFFD.</summary>
    public static string Tail(ReadOnlySpan<byte> output)
    {
        // One extra rune before the cut, so that a character is never split into two replacement characters for no reason.
        var from = Math.Max(0, output.Length - MaxBytes - 4);
        return Tail(Encoding.UTF8.GetString(output[from..]));
    }

    public static string Tail(string text)
    {
        var kept = new List<Rune>();
        var bytes = 0;
        foreach (var rune in text.EnumerateRunes().Reverse())
        {
            if (Rune.IsControl(rune) && rune.Value is not ('\n' or '\r' or '\t'))
                continue;
            if (bytes + rune.Utf8SequenceLength > MaxBytes)
                break;
            bytes += rune.Utf8SequenceLength;
            kept.Add(rune);
        }
        kept.Reverse();
        var tail = new StringBuilder(kept.Count);
        foreach (var rune in kept)
            tail.Append(rune.ToString());
        return tail.ToString();
    }
}
