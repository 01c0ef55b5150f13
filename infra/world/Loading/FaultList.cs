namespace ComputeNet.World.Loading;

/// <summary>Collects every fault of a load, so that the reader sees all of them at once.</summary>
internal sealed class FaultList
{
    private readonly List<WorldFault> _faults = [];
    private readonly HashSet<object> _leftOut = [];
    private readonly HashSet<Type> _incomplete = [];

    public int Count => _faults.Count;

    public void Add(string file, int line, string column, string value, string problem) => _faults.Add(new WorldFault(file, line, column, value, problem));

    /// <summary>The row of this key has a fault of its own: whoever refers to it is not reported for that as well.</summary>
    public void LeaveOut<TKey>(TKey key) where TKey : notnull => _leftOut.Add(key);

    /// <summary>Some rows with this kind of key could not be read at all: no reference of that kind can be judged.</summary>
    public void MarkIncomplete<TKey>() => _incomplete.Add(typeof(TKey));

    /// <summary>Whether an absent key is absent only because of a fault that is reported already.</summary>
    public bool Explains<TKey>(TKey absent) where TKey : notnull => _incomplete.Contains(typeof(TKey)) || _leftOut.Contains(absent);

    public IReadOnlyList<WorldFault> Sorted() => [.. _faults.OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line)];
}
