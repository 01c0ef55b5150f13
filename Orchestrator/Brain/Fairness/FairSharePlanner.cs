using ComputeNet.Brain.Solvers.Fairness;

namespace ComputeNet.Brain.Fairness;

/// <summary>
/// Max-min fair shares over devices of several models, exact to the rounding of double precision, with prices that prove the worst level. Pure and
/// deterministic: equal jobs get equal shares, and neither the order nor the names of jobs matter.
/// </summary>
public static class FairSharePlanner
{
    public static FairShares Solve(FairShareProblem problem)
    {
        if (FairShareLaw.Refuse(problem) is { } refusal)
            return new FairShares { Refused = refusal };
        var kinds = new JobKinds(problem);
        var runnable = Enumerable.Range(0, kinds.All.Length).Where(k => kinds.All[k].LevelsPerTime.Any(l => l > 0)).ToArray();
        if (runnable.Length == 0)
            return new FairShares { Jobs = [.. problem.Jobs.Select(j => new JobShare(j.Workload, new double[problem.Supplies.Count], 0))], Kinds = kinds.All.Length };
        var filling = new LevelFilling([.. runnable.Select(k => kinds.All[k])], [.. problem.Supplies.Select(s => s.Devices)]);
        var place = new int?[kinds.All.Length];
        for (var kind = 0; kind < runnable.Length; kind++)
            place[runnable[kind]] = kind;
        var nothing = new double[problem.Supplies.Count];
        var levels = runnable.Select((k, kind) => kinds.All[k].LevelsPerTime.Zip(filling.Shares[kind], (level, time) => level * time).Sum()).ToArray();
        var certificate = new FairShareCertificate(filling.Prices, [.. kinds.OfJob.Select(k => place[k] is { } kind ? filling.Counts[kind] : 0)]);
        return new FairShares
        {
            Jobs = [.. problem.Jobs.Select((job, j) => place[kinds.OfJob[j]] is { } kind ? new JobShare(job.Workload, filling.Shares[kind], levels[kind]) : new JobShare(job.Workload, nothing, 0))],
            Level = levels.Min(),
            UpperBound = FairShareBound.Recompute(problem, certificate),
            Certificate = certificate,
            Kinds = kinds.All.Length,
        };
    }
}
