namespace ComputeNet.World.Loading;

/// <summary>
/// One thing wrong in one cell. Lines count from 1, the header being line 1; the column is empty when the whole line or file is at fault.
/// </summary>
public sealed record WorldFault(string File, int Line, string Column, string Value, string Problem)
{
    public override string ToString() => Column.Length == 0 ? $"{File}:{Line}: {Problem}" : $"{File}:{Line}:{Column}: '{Value}' {Problem}";
}

/// <summary>The data folder does not hold a valid world; the message lists every fault.</summary>
public sealed class WorldDataException(IReadOnlyList<WorldFault> faults)
    : Exception($"The world data has {faults.Count} fault(s):{Environment.NewLine}{string.Join(Environment.NewLine, faults)}")
{
    public IReadOnlyList<WorldFault> Faults { get; } = faults;
}

/// <summary>Either the value and no fault, or no value and all faults.</summary>
public sealed record Loaded<T>(T? Value, IReadOnlyList<WorldFault> Faults) where T : class
{
    public T OrThrow() => Value ?? throw new WorldDataException(Faults);
}
