using ComputeNet.Brain.Fairness;
using Google.OrTools.LinearSolver;

namespace ComputeNet.Brain.Tests.Fairness;

/// <summary>Max-min fair levels by the book: a linear program per level, then one per job that asks whether it can still be raised. Own normalisation.</summary>
internal static class PlainLevels
{
    private const double Tolerance = 1e-7;

    /// <summary>The level of each job, null for one that can run nowhere.</summary>
    internal static double?[] Of(FairShareProblem problem)
    {
        var rates = problem.Jobs.Select(j => Rates(problem, j)).ToArray();
        var levels = rates.Select(r => r.Max() > 0 ? (double?)null : 0).ToArray();
        var runs = rates.Select(r => r.Max() > 0).ToArray();
        while (levels.Contains(null))
        {
            int[] open = [.. Enumerable.Range(0, levels.Length).Where(j => levels[j] is null)];
            var level = Highest(problem, rates, levels, open, 0, null);
            int[] held = [.. open.Where(j => Highest(problem, rates, levels, open, level - Tolerance / 10, j) <= level + Tolerance)];
            foreach (var job in held.Length > 0 ? held : open)
                levels[job] = level;
        }
        return [.. levels.Select((l, j) => runs[j] ? l : null)];
    }

    private static double[] Rates(FairShareProblem problem, FairShareJob job)
    {
        var usable = job.Throughputs.Select((t, s) => problem.Supplies[s].Devices >= job.Devices ? t : 0).ToArray();
        var split = usable.Zip(problem.Supplies, (t, s) => t * s.Devices).Sum() / problem.Supplies.Sum(s => s.Devices);
        return [.. usable.Select(t => t > 0 ? t / split * job.Devices / job.Weight : 0)];
    }

    /// <summary>The highest level for all open jobs together, or for one of them while the others keep theirs.</summary>
    private static double Highest(FairShareProblem problem, double[][] rates, double?[] levels, int[] open, double atLeast, int? one)
    {
        using var solver = Solver.CreateSolver("GLOP");
        var level = solver.MakeNumVar(0, double.PositiveInfinity, "");
        var supplies = problem.Supplies.Select(s => solver.MakeConstraint(double.NegativeInfinity, s.Devices)).ToArray();
        for (var job = 0; job < rates.Length; job++)
        {
            var isRaised = one is null ? open.Contains(job) : one == job;
            var least = open.Contains(job) ? atLeast : Math.Max(0, (levels[job] ?? 0) - Tolerance / 10);
            var (progress, time) = (solver.MakeConstraint(isRaised ? 0 : least, double.PositiveInfinity), solver.MakeConstraint(double.NegativeInfinity, 1));
            if (isRaised)
                progress.SetCoefficient(level, -1);
            for (var supply = 0; supply < supplies.Length; supply++)
            {
                var share = solver.MakeNumVar(0, rates[job][supply] > 0 ? 1 : 0, "");
                progress.SetCoefficient(share, rates[job][supply]);
                time.SetCoefficient(share, 1);
                supplies[supply].SetCoefficient(share, problem.Jobs[job].Devices);
            }
        }
        solver.Objective().SetCoefficient(level, 1);
        solver.Objective().SetMaximization();
        solver.Solve().ShouldBe(Solver.ResultStatus.OPTIMAL);
        return level.SolutionValue();
    }
}
