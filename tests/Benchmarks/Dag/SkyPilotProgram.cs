using System.Text.Json;
using Google.OrTools.LinearSolver;

namespace ComputeNet.Benchmarks.Dag;

/// <summary>
/// The baseline in the same run: the integer program that SkyPilot's optimizer writes (one binary per task and candidate, one per edge and pair of candidates),
/// given to CBC, the solver that it calls. Built from the raw instance.
/// </summary>
public static class SkyPilotProgram
{
    public static double Solve(JsonElement raw)
    {
        using var solver = Solver.CreateSolver("CBC_MIXED_INTEGER_PROGRAMMING");
        var objective = solver.Objective();
        var chosen = new Dictionary<string, Variable[]>();
        foreach (var task in raw.GetProperty("tasks").EnumerateArray())
        {
            var candidates = task.GetProperty("cands").EnumerateArray().Select(c => Cost(solver.MakeBoolVar(""), c.GetProperty("cost").GetDouble())).ToArray();
            Equal(candidates.Select(c => (c, 1.0)), 1);
            chosen[task.GetProperty("name").GetString()!] = candidates;
        }
        foreach (var source in raw.GetProperty("source").EnumerateArray())
        {
            foreach (var (candidate, egress) in chosen[source.GetProperty("v").GetString()!].Zip(source.GetProperty("egress").EnumerateArray()))
                objective.SetCoefficient(candidate, objective.GetCoefficient(candidate) + egress.GetDouble());
        }
        foreach (var edge in raw.GetProperty("edges").EnumerateArray())
        {
            var (from, to) = (chosen[edge.GetProperty("u").GetString()!], chosen[edge.GetProperty("v").GetString()!]);
            var pairs = edge.GetProperty("egress").EnumerateArray().Select(row => row.EnumerateArray().Select(e => Cost(solver.MakeBoolVar(""), e.GetDouble())).ToArray()).ToArray();
            for (var a = 0; a < from.Length; a++)
                Equal([.. pairs[a].Select(p => (p, 1.0)), (from[a], -1)], 0);
            for (var b = 0; b < to.Length; b++)
                Equal([.. pairs.Select(row => (row[b], 1.0)), (to[b], -1)], 0);
        }
        objective.SetMinimization();
        var status = solver.Solve();
        return status == Solver.ResultStatus.OPTIMAL ? objective.Value() : throw new InvalidOperationException($"CBC ended with {status}.");

        Variable Cost(Variable variable, double cost)
        {
            objective.SetCoefficient(variable, cost);
            return variable;
        }

        void Equal(IEnumerable<(Variable, double)> terms, double value)
        {
            var row = solver.MakeConstraint(value, value);
            foreach (var (variable, factor) in terms)
                row.SetCoefficient(variable, factor);
        }
    }
}
