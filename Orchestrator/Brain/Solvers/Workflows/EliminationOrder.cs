namespace ComputeNet.Brain.Solvers.Workflows;

/// <summary>
/// In which order to decide on gangs: each by turn as a function of those it still shares data with, which become neighbours of each other.
/// Chains, trees and series-parallel graphs never need more than two neighbours at a time. Two greedy rules are tried, fewest new neighbourships and smallest table;
/// the order with the smaller largest table wins.
/// </summary>
internal static class EliminationOrder
{
    private const int CountedUpTo = 64;

    /// <param name="model">Who shares data with whom.</param>
    /// <param name="last">A gang to be decided after all others, so that what remains is a table over its values; −1 leaves the order free.</param>
    internal static int[] Of(PairwiseModel model, int last = -1)
    {
        var (byFill, byFillSize) = Greedy(model, fillFirst: true, last);
        var (bySize, bySizeSize) = Greedy(model, fillFirst: false, last);
        return bySizeSize < byFillSize ? bySize : byFill;
    }

    private static (int[] Order, double LargestTable) Greedy(PairwiseModel model, bool fillFirst, int last)
    {
        var neighbours = new HashSet<int>[model.Gangs];
        for (var gang = 0; gang < neighbours.Length; gang++)
            neighbours[gang] = [.. model.PairsOf[gang].Select(p => p.First == gang ? p.Second : p.First)];
        var (scores, order) = (new (double, double)?[model.Gangs], new int[model.Gangs]);
        var decided = new bool[model.Gangs];
        var largest = 0.0;
        for (var turn = 0; turn < order.Length; turn++)
        {
            var next = -1;
            for (var gang = 0; gang < order.Length; gang++)
            {
                if (!decided[gang] && (gang != last || turn == order.Length - 1) && (next < 0 || Score(gang).CompareTo(Score(next)) < 0))
                    next = gang;
            }
            largest = Math.Max(largest, Size(next));
            order[turn] = next;
            decided[next] = true;
            Decide(neighbours, next, touched => scores[touched] = null);
        }
        return (order, largest);

        (double, double) Score(int gang) => scores[gang] ??= fillFirst ? (Fill(neighbours, gang), Size(gang)) : (Size(gang), Fill(neighbours, gang));

        double Size(int gang) => neighbours[gang].Aggregate(Math.Log(model.Values[gang].Length), (sum, n) => sum + Math.Log(model.Values[n].Length));
    }

    /// <summary>Neighbourships that deciding on the gang would make. A hub's are not counted but taken as all: it waits for its spokes either way.</summary>
    private static double Fill(HashSet<int>[] neighbours, int gang)
    {
        var around = neighbours[gang];
        return around.Count > CountedUpTo ? around.Count * (around.Count - 1.0) / 2 : around.Sum(a => around.Count(b => b > a && !neighbours[a].Contains(b)));
    }

    private static void Decide(HashSet<int>[] neighbours, int gang, Action<int> touched)
    {
        foreach (var a in neighbours[gang])
        {
            neighbours[a].Remove(gang);
            touched(a);
            foreach (var b in neighbours[gang])
            {
                if (b != a)
                    neighbours[a].Add(b);
            }
        }
        // New neighbourships also change what their common neighbours would make.
        foreach (var a in neighbours[gang].Count > 1 ? neighbours[gang] : [])
        {
            foreach (var b in neighbours[a])
                touched(b);
        }
        neighbours[gang].Clear();
    }
}
