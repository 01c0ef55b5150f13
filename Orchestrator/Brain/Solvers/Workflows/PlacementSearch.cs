using ComputeNet.Brain.Workflows;

namespace ComputeNet.Brain.Solvers.Workflows;

/// <summary>
/// Depth first through the gangs, last decided first, cheapest value first. A partial placement costs at least the bound plus what its parts have
/// given away so far, so with exact tables the first descent is the optimum, and with split ones most of the tree is cut.
/// </summary>
internal sealed class PlacementSearch
{
    private readonly BucketElimination elimination;
    private readonly (CostTable Table, int[] Steps, int Sign)[][] readings;
    private readonly long[][] increments;
    private readonly int[][] ranked;
    private readonly int[] values;
    private long left;

    internal PlacementSearch(PairwiseModel model, BucketElimination elimination, long limit)
    {
        (this.elimination, left) = (elimination, limit);
        values = new int[model.Gangs];
        increments = [.. model.Values.Select(v => new long[v.Length])];
        ranked = [.. model.Values.Select(v => new int[v.Length])];
        readings = [.. model.Values.Select((_, gang) => ReadingsOf(gang).ToArray())];
        if (model.Gangs == 0)
            (Best, BestMicroYuan) = ([], 0);
        else
            Search(model.Gangs - 1);
    }

    /// <summary>Value of each gang; null when none was found.</summary>
    internal int[]? Best { get; private set; }
    internal long BestMicroYuan { get; private set; } = WorkflowCertificate.Impossible;

    /// <summary>Whether everything that could be cheaper was looked at.</summary>
    internal bool IsComplete => left >= 0;

    private IEnumerable<(CostTable, int[], int)> ReadingsOf(int gang)
    {
        foreach (var part in elimination.PartsOf[gang])
        {
            foreach (var table in part.Tables)
                yield return (table, Steps(table), 1);
            yield return (part.Passes, Steps(part.Passes), -1);
        }
    }

    private int[] Steps(CostTable table) => [.. table.Scope.Select(g => elimination.StepOf(table, g))];

    private void Search(int last)
    {
        var (next, costs) = (new int[last + 1], new long[last + 1]);
        var turn = last;
        costs[turn] = elimination.BoundMicroYuan;
        Rank(elimination.Order[turn]);
        while (turn <= last && left >= 0)
        {
            var gang = elimination.Order[turn];
            var cost = next[turn] == ranked[gang].Length ? WorkflowCertificate.Impossible : costs[turn] + increments[gang][ranked[gang][next[turn]]];
            if (cost >= BestMicroYuan)
            {
                next[turn++] = 0;
                continue;
            }
            values[gang] = ranked[gang][next[turn]++];
            if (turn == 0)
            {
                (Best, BestMicroYuan) = ([.. values], cost);
                continue;
            }
            left -= Best is null ? 0 : 1;
            costs[--turn] = cost;
            Rank(elimination.Order[turn]);
        }
    }

    private void Rank(int gang)
    {
        var (added, rank) = (increments[gang], ranked[gang]);
        Evaluate(gang, added);
        for (var value = 0; value < rank.Length; value++)
            rank[value] = value;
        Array.Sort(rank, (a, b) => added[a] != added[b] ? added[a].CompareTo(added[b]) : a.CompareTo(b));
    }

    /// <summary>By how much each value makes the partial placement dearer than its parts promised; never negative.</summary>
    private void Evaluate(int gang, long[] added)
    {
        Array.Clear(added);
        foreach (var (table, steps, sign) in readings[gang])
        {
            var at = 0;
            for (var place = 0; place < steps.Length; place++)
                at += table.Scope[place] == gang ? 0 : steps[place] * values[table.Scope[place]];
            for (var value = 0; value < added.Length; value++)
            {
                if (sign < 0)
                    added[value] -= added[value] >= WorkflowCertificate.Impossible ? 0 : table.MicroYuan[at];
                else
                    added[value] = Math.Min(added[value] + table.MicroYuan[at + value], WorkflowCertificate.Impossible);
            }
        }
    }
}
