using System.Text;
using CsvHelper;

namespace ComputeNet.World.Loading;

/// <summary>One CSV file with exactly the columns that its schema names, in any order. Everything wrong with its shape becomes a fault.</summary>
internal sealed class CsvTable
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private CsvTable(IReadOnlyList<CsvRow> rows, bool isComplete, FaultList faults) => (Rows, IsComplete, Faults) = (rows, isComplete, faults);

    public IReadOnlyList<CsvRow> Rows { get; }

    /// <summary>False when the file, its header or some of its lines could not be read as rows.</summary>
    public bool IsComplete { get; }

    public FaultList Faults { get; }

    public static CsvTable Read(string folder, string file, IReadOnlyList<string> columns, FaultList faults)
    {
        var before = faults.Count;
        IReadOnlyList<CsvRow> rows = ReadBytes(folder, file, faults) is { } bytes ? [.. ReadRows(bytes, file, columns, faults)] : [];
        return new CsvTable(rows, faults.Count == before, faults);
    }

    private static byte[]? ReadBytes(string folder, string file, FaultList faults)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
        {
            faults.Add(file, 1, "", "", $"the file is missing from {folder}");
            return null;
        }
        var bytes = File.ReadAllBytes(path);
        if (FirstBadLine(bytes) is { } badLine)
        {
            faults.Add(file, badLine, "", "", "the line is not valid UTF-8");
            return null;
        }
        return bytes;
    }

    private static IEnumerable<CsvRow> ReadRows(byte[] bytes, string file, IReadOnlyList<string> columns, FaultList faults)
    {
        var malformed = new Dictionary<long, CsvMalformedReason>();
        using var reader = CsvReader.Create(bytes, new CsvReaderOptions
        {
            Separator = ',',
            SkipEmptyLines = false,
            TrackLineNumbers = true,
            OnMalformedRecord = record => malformed.TryAdd(record.LineNumber, record.Reason),
        });
        reader.ReadHeader();
        if (!HeaderIsSound(reader.Headers, file, columns, faults)) yield break;
        while (reader.Read())
        {
            var line = (int)reader.LineNumber;
            if (malformed.TryGetValue(line, out var reason))
                faults.Add(file, line, "", "", $"the line is not well-formed CSV ({reason})");
            else if (reader.FieldCount != reader.Headers.Count)
                faults.Add(file, line, "", "", $"the line has {reader.FieldCount} fields where the header has {reader.Headers.Count}");
            else
                yield return new CsvRow(file, line, Fields(reader), faults);
        }
    }

    private static Dictionary<string, string> Fields(CsvReader reader) =>
        Enumerable.Range(0, reader.FieldCount).ToDictionary(i => reader.Headers[i], i => reader.GetString(i), StringComparer.Ordinal);

    private static bool HeaderIsSound(IReadOnlyList<string> headers, string file, IReadOnlyList<string> columns, FaultList faults)
    {
        var before = faults.Count;
        foreach (var missing in columns.Except(headers)) faults.Add(file, 1, missing, "", "is a missing column");
        foreach (var unknown in headers.Except(columns)) faults.Add(file, 1, unknown, unknown, "is not a column of this file");
        foreach (var twice in headers.GroupBy(h => h).Where(g => g.Count() > 1)) faults.Add(file, 1, twice.Key, twice.Key, "is a column that appears more than once");
        return faults.Count == before;
    }

    private static int? FirstBadLine(byte[] bytes)
    {
        var line = 1;
        foreach (var range in new ReadOnlySpan<byte>(bytes).Split((byte)'\n'))
        {
            try
            {
                StrictUtf8.GetCharCount(bytes.AsSpan(range));
            }
            catch (DecoderFallbackException)
            {
                return line;
            }
            line++;
        }
        return null;
    }
}
