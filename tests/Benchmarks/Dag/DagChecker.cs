using System.Text.Json;
using ComputeNet.Benchmarks.Running;
using ComputeNet.Brain.Workflows;

namespace ComputeNet.Benchmarks.Dag;

/// <summary>
/// Judges a placement from the raw instance: its own reading of costs and egress matrices (never the tariffs), its own sum in decimal dollars,
/// and its own proof of the bound from the certificate's numbers.
/// </summary>
public sealed class DagChecker
{
    private readonly decimal[][] own;
    private readonly double[][] beforeRounding;
    private readonly List<(int From, int To, decimal[][] Egress)> edges = [];

    public DagChecker(JsonElement raw)
    {
        var tasks = raw.GetProperty("tasks").EnumerateArray().ToList();
        var index = tasks.Select((t, i) => (Name: t.GetProperty("name").GetString()!, i)).ToDictionary(t => t.Name, t => t.i);
        own = [.. tasks.Select(t => t.GetProperty("cands").EnumerateArray().Select(c => c.GetProperty("cost").GetDecimal()).ToArray())];
        beforeRounding = [.. tasks.Select(t => t.GetProperty("cands").EnumerateArray().Select(c => UnroundedCost(t, c)).ToArray())];
        foreach (var source in raw.GetProperty("source").EnumerateArray())
        {
            var (row, reader) = (source.GetProperty("egress"), index[source.GetProperty("v").GetString()!]);
            for (var candidate = 0; candidate < own[reader].Length; candidate++)
            {
                own[reader][candidate] += Millionths(row[candidate]);
                beforeRounding[reader][candidate] += row[candidate].GetDouble();
            }
        }
        foreach (var edge in raw.GetProperty("edges").EnumerateArray())
            edges.Add((index[edge.GetProperty("u").GetString()!], index[edge.GetProperty("v").GetString()!], Matrix(edge.GetProperty("egress"))));
    }

    /// <summary>What the chosen candidates cost, in dollars.</summary>
    public decimal CostOf(IReadOnlyList<int> chosen)
    {
        if (chosen.Count != own.Length || chosen.Where((c, task) => c < 0 || c >= own[task].Length).Any())
            throw new CheckerRefusedException("a task has no candidate of its own");
        return own.Select((costs, task) => costs[chosen[task]]).Sum() + edges.Sum(e => e.Egress[chosen[e.From]][chosen[e.To]]);
    }

    /// <summary>The same from prices and hours: the instances keep costs to a millionth of a dollar, the objective beside them was made from the full ones.</summary>
    public double UnroundedCostOf(IReadOnlyList<int> chosen) =>
        beforeRounding.Select((costs, task) => costs[chosen[task]]).Sum() + edges.Sum(e => (double)e.Egress[chosen[e.From]][chosen[e.To]]);

    /// <summary>Dollars below which no placement lies, proved again from the certificate.</summary>
    public decimal ProveBound(WorkflowCertificate certificate)
    {
        var alive = own.Select(costs => Enumerable.Range(0, costs.Length).ToList()).ToArray();
        foreach (var struck in certificate.StruckOut)
            StrikeOut(alive, struck);
        Demand(edges.Select((_, e) => certificate.Parts.Count(p => p.Flows.Contains(e))).All(times => times == 1), "an edge is not counted once");
        Demand(own.Select((_, t) => certificate.Parts.Count(p => p.HoldsOwnCosts && p.Gang == t)).All(times => times == 1), "a task is not counted once");
        Demand(certificate.Parts.Select((p, i) => (Passing: p.Scope.Count > 0 ? 1 : 0, Times: certificate.Parts.Sum(q => q.Adds.Count(a => a == i)))).All(p => p.Passing == p.Times), "an amount is not passed on once");
        return certificate.Parts.Sum(part => LeastKept(certificate, part, alive));
    }

    private void StrikeOut(List<int>[] alive, StruckOut struck)
    {
        Demand(alive[struck.Gang].Contains(struck.Instead) && struck.Instead != struck.Candidate, $"{struck} puts something that is out itself in its place");
        var lead = own[struck.Gang][struck.Candidate] - own[struck.Gang][struck.Instead];
        for (var other = 0; other < own.Length; other++)
        {
            var between = edges.Where(e => (e.From, e.To) == (struck.Gang, other) || (e.From, e.To) == (other, struck.Gang)).ToList();
            if (between.Count > 0)
                lead += alive[other].Min(o => between.Sum(e => e.From == other ? e.Egress[o][struck.Candidate] - e.Egress[o][struck.Instead] : e.Egress[struck.Candidate][o] - e.Egress[struck.Instead][o]));
        }
        Demand(lead >= 0 && alive[struck.Gang].Remove(struck.Candidate), $"{struck} may be part of a cheaper placement");
    }

    private decimal LeastKept(WorkflowCertificate certificate, BoundPart part, List<int>[] alive)
    {
        var tasks = part.Scope.Append(part.Gang).ToArray();
        var placement = new Dictionary<int, int>();
        return Least(0);

        decimal Least(int depth)
        {
            if (depth == tasks.Length)
                return Kept();
            var least = decimal.MaxValue;
            for (var value = 0; value < alive[tasks[depth]].Count; value++)
            {
                placement[tasks[depth]] = value;
                least = Math.Min(least, Least(depth + 1));
            }
            return least;
        }

        decimal Kept() => (part.HoldsOwnCosts ? own[part.Gang][Candidate(part.Gang)] : 0)
            + part.Flows.Sum(f => edges[f].Egress[Candidate(edges[f].From)][Candidate(edges[f].To)])
            + part.Adds.Sum(a => Passed(certificate.Parts[a])) - (part.Scope.Count > 0 ? Passed(part) : 0);

        int Candidate(int task) => alive[task][placement[task]];

        decimal Passed(BoundPart from)
        {
            var entry = 0;
            foreach (var task in from.Scope)
                entry = entry * alive[task].Count + placement[task];
            return from.Passes[entry] / 1_000_000m;
        }
    }

    private static double UnroundedCost(JsonElement task, JsonElement candidate) =>
        task.GetProperty("num_nodes").GetInt32() * task.GetProperty("runtime_s").GetDouble() / 3600 * candidate.GetProperty("price").GetDouble();

    private static decimal[][] Matrix(JsonElement rows) => [.. rows.EnumerateArray().Select(r => r.EnumerateArray().Select(Millionths).ToArray())];

    /// <summary>Plans count whole millionths; the file has what adding binary fractions left behind.</summary>
    private static decimal Millionths(JsonElement value) => Math.Round(value.GetDecimal(), 6);

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
            throw new CheckerRefusedException(otherwise);
    }
}
