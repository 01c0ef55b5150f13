using System.Text;
using ComputeNet.Adapters.Conformance.Running;

namespace ComputeNet.Adapters.Conformance.Report;

/// <summary>The capability matrix for people: a line for each promise, a column for each run.</summary>
public static class MatrixText
{
    /// <summary>One word of the matrix.</summary>
    public static string Word(Verdict verdict) => verdict switch { Verdict.Passed => "passed", Verdict.Failed => "FAILED", _ => "not offered" };

    /// <param name="runs">Each with the name of its column.</param>
    public static string Of(params IReadOnlyList<(string Name, ConformanceReport Report)> runs)
    {
        var promises = runs.SelectMany(r => r.Report.Results.Select(x => x.Promise)).DistinctBy(p => p.Name).ToList();
        List<string[]> rows = [["theme", "promise", .. runs.Select(r => r.Name)]];
        rows.AddRange(promises.Select(promise => (string[])[promise.Theme, promise.Name, .. runs.Select(r => Cell(r.Report, promise))]));
        rows.Add(["", "", .. runs.Select(r => $"{r.Report.Passed}/{r.Report.Results.Count}")]);
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToList();
        var text = new StringBuilder();
        foreach (var row in rows)
            text.AppendLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        foreach (var (name, report) in runs)
            foreach (var result in report.Results.Where(r => r.Verdict == Verdict.Failed))
                text.AppendLine().AppendLine($"{name}: {result.Promise.Name}: {result.Promise.Sentence}").AppendLine($"  {result.Why}");
        return text.ToString();
    }

    private static string Cell(ConformanceReport report, Promise promise) =>
        report.Results.FirstOrDefault(r => r.Promise.Name == promise.Name) is { } result ? Word(result.Verdict) : "-";
}
