using System.Globalization;
using CsvHelper;

namespace ComputeNet.WorldCompiler;

/// <summary>One row to write or one that was read: column name → text. The first row of a table fixes its columns and their order.</summary>
internal sealed class Row : Dictionary<string, string>
{
    public Row() : base(StringComparer.Ordinal) { }

    public double? Number(string column) => this[column] is { Length: > 0 } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;
}

/// <summary>A folder of CSV files that is only read.</summary>
internal sealed class Folder(string path)
{
    public IReadOnlyList<Row> Read(string file)
    {
        var options = new CsvReaderOptions { Separator = ',', MalformedData = CsvMalformedDataHandling.Throw, FieldCountMismatch = CsvFieldCountHandling.Throw };
        using var reader = CsvReader.FromFile(Path.Combine(path, file), options);
        var rows = new List<Row>();
        while (reader.Read())
        {
            var row = new Row();
            for (var column = 0; column < reader.FieldCount; column++) row[reader.Headers[column]] = reader.GetString(column);
            rows.Add(row);
        }
        return rows;
    }
}

internal static class Table
{
    public static void Write(string folder, string file, IReadOnlyList<Row> rows)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var writer = CsvWriter.ToFile(path, new CsvWriterOptions { NewLine = "\n" });
        foreach (var column in rows[0].Keys) writer.WriteField(column);
        writer.EndRecord();
        foreach (var row in rows)
        {
            foreach (var column in rows[0].Keys) writer.WriteField(row[column]);
            writer.EndRecord();
        }
        Console.WriteLine($"{file}: {rows.Count} rows");
    }

    /// <summary>A number as the catalogue writes it: invariant, at most the given digits, no trailing zeros.</summary>
    public static string Text(double? value, int digits) =>
        value is { } number ? Math.Round(number, digits).ToString("0.######", CultureInfo.InvariantCulture) : "";
}

internal static class Slug
{
    /// <summary>Lower-case words joined by hyphens; what stands in brackets is dropped, as in <c>Huawei Ascend 910 (2019)</c>.</summary>
    public static string Of(string name)
    {
        var bracket = name.IndexOf('(', StringComparison.Ordinal);
        var kept = (bracket < 0 ? name : name[..bracket]).Replace("'", "", StringComparison.Ordinal).ToLowerInvariant();
        var letters = kept.Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ').ToArray();
        return string.Join('-', new string(letters).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
