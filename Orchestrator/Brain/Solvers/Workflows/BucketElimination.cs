using ComputeNet.Brain.Workflows;

namespace ComputeNet.Brain.Solvers.Workflows;

/// <summary>
/// Decides gang after gang by cost-to-go tables. Exact while every gang's tables fit together into one; else they are split into mini-buckets
/// that decide apart, which bounds from below. The bound is the sum of what the parts without scope keep.
/// </summary>
internal sealed class BucketElimination
{
    private readonly PairwiseModel model;
    private readonly int[] position;
    private readonly int entries;

    internal BucketElimination(PairwiseModel model, int[] order, int entries)
    {
        (this.model, this.entries, Order) = (model, entries, order);
        position = new int[order.Length];
        for (var turn = 0; turn < order.Length; turn++)
            position[order[turn]] = turn;
        PartsOf = [.. order.Select(_ => new List<TablePart>())];
        var buckets = Given();
        foreach (var gang in order)
        {
            foreach (var tables in Split(gang, buckets[gang]))
            {
                var part = new TablePart(gang, tables, Decide(gang, tables, Parts.Count));
                Parts.Add(part);
                PartsOf[gang].Add(part);
                if (part.Passes.Scope is [.., var next])
                    buckets[next].Add(part.Passes);
                else
                    BoundMicroYuan = Math.Min(BoundMicroYuan + part.Passes.MicroYuan[0], WorkflowCertificate.Impossible);
            }
        }
    }

    internal int[] Order { get; }
    internal List<TablePart> Parts { get; } = [];
    internal List<TablePart>[] PartsOf { get; }
    internal long BoundMicroYuan { get; }
    internal bool IsExact => Parts.Count == Order.Length;

    /// <summary>Own costs and pairs, each with the gang that is decided first among those it mentions.</summary>
    private List<CostTable>[] Given()
    {
        var buckets = model.Own.Select((own, gang) => new List<CostTable> { new([gang], own, -1, IsOwn: true, []) }).ToArray();
        foreach (var pair in model.Pairs)
        {
            var firstIsLater = position[pair.First] > position[pair.Second];
            var table = firstIsLater
                ? new CostTable([pair.First, pair.Second], pair.MicroYuan, -1, IsOwn: false, pair.Flows)
                : new CostTable([pair.Second, pair.First], Transposed(pair), -1, IsOwn: false, pair.Flows);
            buckets[table.Scope[^1]].Add(table);
        }
        return buckets;
    }

    private long[] Transposed(PairCost pair)
    {
        var (rows, columns) = (model.Values[pair.First].Length, model.Values[pair.Second].Length);
        var turned = new long[pair.MicroYuan.Length];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
                turned[column * rows + row] = pair.MicroYuan[row * columns + column];
        }
        return turned;
    }

    /// <summary>Largest tables first, each into the first mini-bucket that stays within the limit.</summary>
    private IEnumerable<List<CostTable>> Split(int gang, List<CostTable> bucket)
    {
        var split = new List<(List<CostTable> Tables, HashSet<int> Scope)>();
        foreach (var table in bucket.OrderByDescending(t => t.Scope.Length))
        {
            var fits = split.FindIndex(s => Size(s.Scope.Union(table.Scope)) <= entries);
            if (fits < 0)
            {
                fits = split.Count;
                split.Add(([], []));
            }
            split[fits].Tables.Add(table);
            split[fits].Scope.UnionWith(table.Scope);
        }
        return split.Select(s => s.Tables);
    }

    private double Size(IEnumerable<int> scope) => scope.Aggregate(1.0, (size, gang) => size * model.Values[gang].Length);

    private CostTable Decide(int gang, List<CostTable> tables, int part)
    {
        int[] scope = [.. tables.SelectMany(t => t.Scope).Where(g => g != gang).Distinct().OrderByDescending(g => position[g])];
        var lengths = scope.Select(g => model.Values[g].Length).ToArray();
        var steps = tables.Select(t => scope.Select(g => StepOf(t, g)).ToArray()).ToArray();
        var passes = new long[(int)Size(scope)];
        var (at, choice, sums) = (new int[tables.Count], new int[scope.Length], new long[model.Values[gang].Length]);
        for (var entry = 0; entry < passes.Length; entry++)
        {
            passes[entry] = Least(tables, at, sums);
            Advance(choice, lengths, steps, at);
        }
        return new CostTable(scope, passes, part, IsOwn: false, []);
    }

    /// <summary>The least over the gang's values of the sum of the tables, each read from its place on.</summary>
    private static long Least(List<CostTable> tables, int[] at, long[] sums)
    {
        tables[0].MicroYuan.AsSpan(at[0], sums.Length).CopyTo(sums);
        for (var table = 1; table < at.Length; table++)
        {
            var costs = tables[table].MicroYuan.AsSpan(at[table], sums.Length);
            for (var value = 0; value < costs.Length; value++)
                sums[value] = Math.Min(sums[value] + costs[value], WorkflowCertificate.Impossible);
        }
        var least = WorkflowCertificate.Impossible;
        foreach (var sum in sums)
            least = Math.Min(least, sum);
        return least;
    }

    private static void Advance(int[] choice, int[] lengths, int[][] steps, int[] at)
    {
        for (var place = choice.Length - 1; place >= 0; place--)
        {
            var turnsOver = ++choice[place] == lengths[place];
            for (var table = 0; table < at.Length; table++)
                at[table] += turnsOver ? -steps[table][place] * (lengths[place] - 1) : steps[table][place];
            if (!turnsOver)
                return;
            choice[place] = 0;
        }
    }

    /// <summary>How far the table's entries lie apart from one value of the gang to the next; 0 when it does not mention it.</summary>
    internal int StepOf(CostTable table, int gang)
    {
        var step = 1;
        for (var place = table.Scope.Length - 1; place >= 0; place--)
        {
            if (table.Scope[place] == gang)
                return step;
            step *= model.Values[table.Scope[place]].Length;
        }
        return 0;
    }
}
