using ComputeNet.Brain.Workflows;

namespace ComputeNet.Brain.Solvers.Workflows;

/// <summary>What two gangs cost each other: entry [first value × values of the second + second value]; all flows between them together.</summary>
internal sealed record PairCost(int First, int Second, IReadOnlyList<int> Flows, long[] MicroYuan);

/// <summary>
/// A workflow as costs alone: each gang takes one of its values (candidates not struck out), pays for it, and pays with each gang it exchanges data with.
/// </summary>
internal sealed class PairwiseModel
{
    private PairwiseModel(int[][] values, long[][] own, IReadOnlyList<PairCost> pairs)
    {
        (Values, Own, Pairs) = (values, own, pairs);
        PairsOf = [.. values.Select(_ => new List<PairCost>())];
        foreach (var pair in pairs)
        {
            PairsOf[pair.First].Add(pair);
            PairsOf[pair.Second].Add(pair);
        }
    }

    /// <summary>Per gang the candidate behind each value.</summary>
    internal int[][] Values { get; }

    /// <summary>Per gang and value.</summary>
    internal long[][] Own { get; }

    internal IReadOnlyList<PairCost> Pairs { get; }
    internal List<PairCost>[] PairsOf { get; }
    internal int Gangs => Values.Length;

    /// <summary>Only the cheapest usable candidate of a gang at each site can matter, since data costs depend on the site alone: the others are struck out at once.</summary>
    internal static PairwiseModel Of(WorkflowCase @case, List<StruckOut> struckOut)
    {
        var gangs = @case.Workflow.Gangs;
        var (values, own) = (new int[gangs.Count][], new long[gangs.Count][]);
        for (var gang = 0; gang < gangs.Count; gang++)
        {
            var costs = Enumerable.Range(0, gangs[gang].Candidates.Count).Select(c => @case.OwnCost(gang, c)).ToArray();
            var cheapest = new Dictionary<Contracts.Vocabulary.SiteId, int>();
            for (var candidate = 0; candidate < costs.Length; candidate++)
            {
                var site = gangs[gang].Candidates[candidate].Site;
                if (costs[candidate] < WorkflowCertificate.Impossible && (!cheapest.TryGetValue(site, out var best) || costs[candidate] < costs[best]))
                    cheapest[site] = candidate;
            }
            for (var candidate = 0; candidate < costs.Length; candidate++)
            {
                if (costs[candidate] < WorkflowCertificate.Impossible && cheapest[gangs[gang].Candidates[candidate].Site] is var instead && instead != candidate)
                    struckOut.Add(new StruckOut(gang, candidate, instead));
            }
            values[gang] = [.. cheapest.Values.Order()];
            own[gang] = [.. values[gang].Select(c => costs[c])];
        }
        return new PairwiseModel(values, own, PairsOfFlows(@case, values));
    }

    /// <summary>The same with some values left out.</summary>
    internal PairwiseModel Keep(bool[][] kept)
    {
        var stay = kept.Select(k => Enumerable.Range(0, k.Length).Where(v => k[v]).ToArray()).ToArray();
        var pairs = Pairs.Select(p => p with { MicroYuan = Submatrix(p.MicroYuan, stay[p.First], stay[p.Second], Values[p.Second].Length) });
        return new PairwiseModel(
            [.. stay.Select((s, g) => s.Select(v => Values[g][v]).ToArray())],
            [.. stay.Select((s, g) => s.Select(v => Own[g][v]).ToArray())],
            [.. pairs]);
    }

    private static List<PairCost> PairsOfFlows(WorkflowCase @case, int[][] values)
    {
        var gangs = @case.Workflow.Gangs;
        var pairs = new Dictionary<(int, int), (List<int> Flows, long[] MicroYuan)>();
        for (var flow = 0; flow < @case.Ends.Count; flow++)
        {
            var (from, to) = @case.Ends[flow];
            var (first, second) = (Math.Min(from, to), Math.Max(from, to));
            if (!pairs.TryGetValue((first, second), out var pair))
                pairs[(first, second)] = pair = ([], new long[values[first].Length * values[second].Length]);
            pair.Flows.Add(flow);
            for (var (a, entry) = (0, 0); a < values[first].Length; a++)
            {
                var siteOfFirst = gangs[first].Candidates[values[first][a]].Site;
                for (var b = 0; b < values[second].Length; b++, entry++)
                {
                    var siteOfSecond = gangs[second].Candidates[values[second][b]].Site;
                    var cost = from == first ? @case.FlowCost(flow, siteOfFirst, siteOfSecond) : @case.FlowCost(flow, siteOfSecond, siteOfFirst);
                    pair.MicroYuan[entry] = Math.Min(pair.MicroYuan[entry] + cost, WorkflowCertificate.Impossible);
                }
            }
        }
        return [.. pairs.Select(p => new PairCost(p.Key.Item1, p.Key.Item2, p.Value.Flows, p.Value.MicroYuan))];
    }

    private static long[] Submatrix(long[] matrix, int[] rows, int[] columns, int width)
    {
        var part = new long[rows.Length * columns.Length];
        var entry = 0;
        foreach (var row in rows)
        {
            foreach (var column in columns)
                part[entry++] = matrix[row * width + column];
        }
        return part;
    }
}
