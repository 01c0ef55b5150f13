using System.Globalization;
using System.Text;
using CsvHelper;

namespace ComputeNet.Benchmarks.Running;

/// <summary>A CSV file of a trace: its columns by name, as text. Checkers do not use it: they read the file in their own way.</summary>
public sealed class TraceTable
{
    private TraceTable(IReadOnlyList<string> columns, List<string[]> rows) => (Columns, Rows) = (columns, rows);

    public IReadOnlyList<string> Columns { get; }
    public IReadOnlyList<string[]> Rows { get; }

    public static TraceTable Read(string path) => Of(File.ReadAllLines(path));

    public static TraceTable Of(IReadOnlyList<string> lines)
    {
        var options = new CsvReaderOptions { Separator = ',', MalformedData = CsvMalformedDataHandling.Throw, FieldCountMismatch = CsvFieldCountHandling.Throw };
        using var reader = CsvReader.Create(Encoding.UTF8.GetBytes(string.Join('\n', lines)), options);
        var rows = new List<string[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        return new TraceTable([.. reader.Headers], rows);
    }

    public IEnumerable<string> Texts(string column)
    {
        var index = Columns.ToList().IndexOf(column);
        return Rows.Select(row => row[index]);
    }

    public IEnumerable<decimal> Numbers(string column) => Texts(column).Select(text => decimal.Parse(text, CultureInfo.InvariantCulture));
}
