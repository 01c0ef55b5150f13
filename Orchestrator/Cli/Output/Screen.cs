using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace ComputeNet.Cli.Output;

/// <summary>Where a command writes: tables for people, JSON for scripts, complaints apart from both.</summary>
public sealed class Screen
{
    /// <summary>Columns when nobody says how wide the output is (a pipe, a file): enough that no line is folded.</summary>
    private const int UnknownWidth = 1000;

    /// <summary>Rows of a table for people; JSON has them all.</summary>
    private const int MostRows = 60;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly IAnsiConsole console;

    public Screen(TextWriter output, TextWriter error)
    {
        (Out, Error) = (output, error);
        var terminal = new AnsiConsoleOutput(output);
        console = AnsiConsole.Create(new AnsiConsoleSettings { Out = terminal, Ansi = terminal.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No });
        if (!terminal.IsTerminal)
            console.Profile.Width = UnknownWidth;
    }

    internal TextWriter Out { get; }
    internal TextWriter Error { get; }

    internal void Line(string text) => Out.WriteLine(text);

    internal void WriteJson<T>(T value) => Out.WriteLine(JsonSerializer.Serialize(value, Json));

    /// <summary>Columns whose title starts with '#' are numbers and stand to the right.</summary>
    internal void Table(string title, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = TableBorder.Simple, Title = new TableTitle(Markup.Escape(title)) };
        foreach (var column in columns)
        {
            var isNumber = column.StartsWith('#');
            table.AddColumn(new TableColumn(Markup.Escape(column.TrimStart('#'))) { Alignment = isNumber ? Justify.Right : Justify.Left, NoWrap = isNumber });
        }
        var all = rows.ToList();
        foreach (var row in all.Take(MostRows))
            table.AddRow([.. row.Select(cell => new Text(cell))]);
        console.Write(table);
        if (all.Count > MostRows)
            Line($"… and {all.Count - MostRows} more; --json has them all");
    }
}
