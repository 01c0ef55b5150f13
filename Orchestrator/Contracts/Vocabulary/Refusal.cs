namespace ComputeNet.Contracts.Vocabulary;

/// <summary>
/// A polite, coded "no". <paramref name="Code"/> is a stable kebab-case word that screens translate; <paramref name="Facts"/> are the
/// numbers and names that go into the sentence (always with their unit in the key, e.g. <c>needDevices</c>, <c>limitMilliseconds</c>).
/// </summary>
public sealed record Refusal(string Code, IReadOnlyDictionary<string, string> Facts)
{
    public static Refusal Because(string code, params (string Name, object? Value)[] facts) =>
        new(code, facts.ToDictionary(f => f.Name, f => Convert.ToString(f.Value, System.Globalization.CultureInfo.InvariantCulture) ?? ""));

    public bool Equals(Refusal? other) =>
        other is not null && Code == other.Code && Facts.Count == other.Facts.Count
        && Facts.All(f => other.Facts.TryGetValue(f.Key, out var value) && value == f.Value);

    public override int GetHashCode() => Code.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Facts.Count == 0 ? Code : $"{Code} ({string.Join(", ", Facts.Select(f => $"{f.Key}={f.Value}"))})";
}

/// <summary>Thrown at the edge when a command is refused; becomes problem details with the same code (409 or 422).</summary>
public sealed class RefusedException(Refusal refusal) : Exception(refusal.ToString())
{
    public Refusal Refusal { get; } = refusal;
}
