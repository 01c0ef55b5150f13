namespace ComputeNet.World.Loading;

internal static class Keyed
{
    /// <summary>
    /// The sound rows of a table by their key. A second row with the same key is a fault of <paramref name="keyColumn"/>; rows with a fault are left out.
    /// </summary>
    public static IReadOnlyDictionary<TKey, TValue> By<TKey, TValue>(CsvTable table, string keyColumn, Func<CsvRow, TValue> read, Func<TValue, TKey> key) where TKey : notnull
    {
        if (!table.IsComplete) table.Faults.MarkIncomplete<TKey>();
        var values = new Dictionary<TKey, TValue>();
        var lines = new Dictionary<TKey, int>();
        foreach (var row in table.Rows)
        {
            var value = read(row);
            if (!row.IsSound)
            {
                if (row.HasFaultIn(keyColumn)) table.Faults.MarkIncomplete<TKey>();
                else table.Faults.LeaveOut(key(value));
                continue;
            }
            if (values.TryAdd(key(value), value)) lines[key(value)] = row.Line;
            else row.Fault(keyColumn, $"appears already in line {lines[key(value)]}");
        }
        return values;
    }
}
