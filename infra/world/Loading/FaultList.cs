namespace ComputeNet.World.Loading;

/// <summary>Collects every fault of a load, so that the reader sees all of them at once.</summary>
internal sealed class FaultList
{
    private readonly List<WorldFault> _faults = [];

    public int Count => _faults.Count;

    public void Add(string file, int line, string column, string value, string problem) => _faults.Add(new WorldFault(file, line, column, value, problem));

    public IReadOnlyList<WorldFault> Sorted() => [.. _faults.OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line)];
}
