using System.Globalization;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.World.Catalogue;

namespace ComputeNet.World.Loading;

/// <summary>
/// The cells of one line. Every reading method reports what is wrong with its cell and then answers with a harmless stand-in, so that one pass
/// finds all faults of the line; <see cref="IsSound"/> says whether the stand-ins may be used.
/// </summary>
internal sealed class CsvRow(string file, int line, IReadOnlyDictionary<string, string> fields, FaultList faults)
{
    private static readonly SourceFacts Nobody = new("", "", "", "", null, null);

    private readonly HashSet<string> _faulted = [];

    public bool IsSound { get; private set; } = true;
    public int Line => line;

    public void Fault(string column, string problem)
    {
        IsSound = false;
        _faulted.Add(column);
        faults.Add(file, line, column, fields[column], problem);
    }

    public bool HasFaultIn(string column) => _faulted.Contains(column);

    public bool IsBlank(string column) => fields[column].Length == 0;

    public string? OptionalText(string column)
    {
        if (fields[column] != fields[column].Trim()) Fault(column, "has spaces around it");
        return IsBlank(column) ? null : fields[column];
    }

    public string Text(string column)
    {
        if (OptionalText(column) is { } text) return text;
        Fault(column, "must not be empty");
        return "";
    }

    public TId Id<TId>(string column) where TId : struct, ITextId<TId>
    {
        if (ITextId<TId>.IsWellFormed(fields[column])) return TId.From(fields[column]);
        Fault(column, $"is not a valid {typeof(TId).Name}: lower-case letters, digits, dot and hyphen, 1–100 characters");
        return default;
    }

    public TId? OptionalId<TId>(string column) where TId : struct, ITextId<TId> => IsBlank(column) ? null : Id<TId>(column);

    /// <summary>An identifier that must be a key of <paramref name="known"/>.</summary>
    public TId Reference<TId, TValue>(string column, IReadOnlyDictionary<TId, TValue> known) where TId : struct, ITextId<TId>
    {
        if (!ITextId<TId>.IsWellFormed(fields[column])) return Id<TId>(column);
        var id = TId.From(fields[column]);
        if (!known.ContainsKey(id)) Absent(column, id, $"is an unknown {typeof(TId).Name}");
        return id;
    }

    /// <summary>A currency that the exchange-rate table knows.</summary>
    public string Currency(string column, IReadOnlyDictionary<string, ExchangeRate> rates)
    {
        if (!rates.ContainsKey(Text(column)) && !IsBlank(column)) Absent(column, fields[column], "has no row in exchange-rates.csv");
        return fields[column];
    }

    public double? OptionalNumber(string column, double minimum, double maximum)
    {
        if (IsBlank(column)) return null;
        if (!double.TryParse(fields[column], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            Fault(column, "is not a number");
        else if (number < minimum || number > maximum)
            Fault(column, string.Create(CultureInfo.InvariantCulture, $"is not between {minimum} and {maximum}"));
        return number;
    }

    public double Number(string column, double minimum, double maximum)
    {
        if (IsBlank(column)) Fault(column, "must not be empty");
        return OptionalNumber(column, minimum, maximum) ?? minimum;
    }

    public int Whole(string column, int minimum, int maximum)
    {
        if (int.TryParse(fields[column], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum) return number;
        Fault(column, $"is not a whole number between {minimum} and {maximum}");
        return minimum;
    }

    public decimal Amount(string column)
    {
        if (decimal.TryParse(fields[column], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount > 0) return amount;
        Fault(column, "is not an amount above zero");
        return 0;
    }

    public DateOnly? OptionalDate(string column)
    {
        if (IsBlank(column)) return null;
        if (DateOnly.TryParseExact(fields[column], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        Fault(column, "is not a date of the form 2026-01-31");
        return null;
    }

    /// <summary>One of the words of an enumeration in kebab-case: <c>under-construction</c> names <c>UnderConstruction</c>.</summary>
    public TEnum Word<TEnum>(string column) where TEnum : struct, Enum
    {
        var words = Enum.GetValues<TEnum>().ToDictionary(Kebab);
        if (words.TryGetValue(fields[column], out var value)) return value;
        Fault(column, $"is not one of: {string.Join(", ", words.Keys)}");
        return default;
    }

    /// <summary>A figure whose basis says "unknown" exactly when the figure is blank.</summary>
    public Figure? OptionalFigure(string column, string basisColumn, double minimum, double maximum, Func<Basis, Provenance> says)
    {
        var value = OptionalNumber(column, minimum, maximum);
        var basis = Word<Basis>(basisColumn);
        if (!HasFaultIn(basisColumn) && !HasFaultIn(column) && value is null != (basis == Basis.Unknown)) Fault(basisColumn, "must be 'unknown' exactly when the figure is blank");
        return value is { } known && basis != Basis.Unknown ? new Figure(known, says(basis)) : null;
    }

    /// <summary>The source that the cell names, or null where the cell is blank.</summary>
    public SourceFacts? OptionalSource(string column, IReadOnlyDictionary<string, SourceFacts> sources)
    {
        if (IsBlank(column)) return null;
        if (sources.TryGetValue(fields[column], out var source)) return source;
        Absent(column, fields[column], "is not an id of sources.csv");
        return null;
    }

    public SourceFacts Source(string column, IReadOnlyDictionary<string, SourceFacts> sources)
    {
        if (IsBlank(column)) Fault(column, "must not be empty");
        return OptionalSource(column, sources) ?? Nobody;
    }

    public GeoPoint Location() => new(Number("latitude", -90, 90), Number("longitude", -180, 180));

    public string Country(string column)
    {
        var code = fields[column];
        if (code.Length != 2 || !code.All(char.IsAsciiLetterUpper)) Fault(column, "is not an ISO 3166-1 alpha-2 code");
        return code;
    }

    private void Absent<TKey>(string column, TKey key, string problem) where TKey : notnull
    {
        if (faults.Explains(key)) IsSound = false;
        else Fault(column, problem);
    }

    private static string Kebab<TEnum>(TEnum value) where TEnum : struct, Enum =>
        string.Concat(value.ToString().Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString()));
}
