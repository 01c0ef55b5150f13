using ComputeNet.Checker.Reading;

namespace ComputeNet.Checker.Law;

/// <summary>What becomes of work that runs: it is moved only for less than staying costs, to room that is there at once, and seldom.</summary>
internal static class Moving
{
    internal const string Gain = "moves-gain";

    internal static IEnumerable<Finding> Check(Problem problem, Policy policy, Plan plan)
    {
        if (plan.Moves.Count == 0)
            yield break;
        if (plan.Moves.Count > policy.MostMigrations)
            yield return new Finding(Gain, $"{plan.Path}.moves", $"{plan.Moves.Count} moves, the policy allows {policy.MostMigrations}");
        foreach (var twice in plan.Moves.GroupBy(m => m.To.Workload).Where(g => g.Count() > 1))
            yield return new Finding(Gain, $"{plan.Path}.moves", $"{twice.Key} is moved {twice.Count()} times");
        var running = problem.Running.Where(r => problem.Demands.All(d => d.Workload != r.Workload)).ToList();
        var together = new Scene(problem with { Demands = [.. problem.Demands, .. running] }, policy);
        var goingOn = new Scene(problem with { Demands = [.. running.Select(r => r.GoingOn)] }, policy);
        foreach (var move in plan.Moves)
        {
            foreach (var finding in OfMove(problem, together, goingOn, move))
                yield return finding;
        }
        foreach (var finding in Constraints.Devices(together, plan with { Placements = [.. plan.Placements, .. plan.Moves.Select(m => m.To)] }))
            yield return finding;
    }

    private static IEnumerable<Finding> OfMove(Problem problem, Scene together, Scene goingOn, Moved move)
    {
        if (goingOn.Ask(move.To.Workload) is not { Demand: { Runs: { Variant: { } variant } runs, MaySpread: false } demand } ask || goingOn.Seat(runs.Pool) is not { } seat || ask.RunIn(variant, seat) is not { } run)
            return [new Finding(Gain, $"{move.Path}.to.workload", $"{move.To.Workload} does not run in one pool of the problem")];
        var findings = new List<Finding>();
        void Fault(string where, string what) => findings.Add(new Finding(Gain, $"{move.Path}.{where}", what));
        if (demand.Interruption is null)
            Fault("to.workload", $"{move.To.Workload} cannot be interrupted");
        if (problem.Limits.GetValueOrDefault(demand.Tenant) is { BudgetYuan: not null } || demand.Wishes.Together.Count + demand.Wishes.Apart.Count > 0)
            Fault("to.workload", $"{move.To.Workload} has a budget or companions that nobody asked");
        if (move.From != runs.Pool || move.To.Pool == runs.Pool)
            Fault("from", $"runs in {runs.Pool}, moves from {move.From} to {move.To.Pool}");
        if (move.To.StartSlot != 0 || move.To.Stretches is not null || move.To.Parts is not null)
            Fault("to.startSlot", "is not the whole rest, from now on");
        var stays = Costs.OfRun(goingOn, ask, run, seat, When.InOnePiece(goingOn.Grid, 0, run));
        if (stays.Aggregate((Int128)0, (sum, term) => sum + term) is var staying && move.To.Terms.Aggregate((Int128)0, (sum, term) => sum + term.MicroYuan) is var moving && moving >= staying)
            Fault("staying", $"moving costs {moving} µ¥, staying {staying} µ¥");
        return [.. findings, .. Books.Compare(move.Staying, Books.Wide(stays), $"{move.Path}.staying"), .. Constraints.OfPlacement(together, move.To), .. Books.OfPlacement(together, move.To)];
    }
}
