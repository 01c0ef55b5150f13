using Google.OrTools.LinearSolver;

namespace ComputeNet.Benchmarks.Fairness;

/// <summary>The baseline in the same run: Gavel's linear program as it is written, one row and three columns per job, given to a general solver.</summary>
public static class PlainProgram
{
    public static double Solve(string solverName, FairnessChecker instance)
    {
        using var solver = Solver.CreateSolver(solverName);
        var level = solver.MakeNumVar(0, double.PositiveInfinity, "");
        var supplies = Enumerable.Range(0, 3).Select(_ => solver.MakeConstraint(double.NegativeInfinity, instance.Workers)).ToArray();
        for (var job = 0; job < instance.Rows.Count; job++)
        {
            var (time, progress) = (solver.MakeConstraint(double.NegativeInfinity, 1), solver.MakeConstraint(0, double.PositiveInfinity));
            progress.SetCoefficient(level, -1);
            for (var model = 0; model < supplies.Length; model++)
            {
                var share = solver.MakeNumVar(0, double.PositiveInfinity, "");
                time.SetCoefficient(share, 1);
                progress.SetCoefficient(share, instance.Rows[job][model]);
                supplies[model].SetCoefficient(share, instance.Scales[job]);
            }
        }
        solver.Objective().SetCoefficient(level, 1);
        solver.Objective().SetMaximization();
        var status = solver.Solve();
        return status == Solver.ResultStatus.OPTIMAL ? solver.Objective().Value() : throw new InvalidOperationException($"{solverName} ended with {status}.");
    }
}
