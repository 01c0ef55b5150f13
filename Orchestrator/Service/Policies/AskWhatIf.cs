using ComputeNet.Brain.Explanations.Differences;
using ComputeNet.Brain.Explanations.WhatIfs;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Policies;
using ComputeNet.Domain.Policies;
using ComputeNet.Service.Plans;
using Marten;

namespace ComputeNet.Service.Policies;

/// <summary><c>POST /api/policy/what-if</c>: what the newest plan would have been under another policy. Stores nothing.</summary>
public static class AskWhatIf
{
    private const int MostMovesTold = 100;

    public static async Task<PolicyWhatIf> Handle(SetPolicy request, IDocumentStore store, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        if (await session.Query<PlanRecord>().OrderByDescending(p => p.Id).FirstOrDefaultAsync(ct) is not { } record)
            return new PolicyWhatIf(null, null, null, null, 0, []);
        var picture = record.ToPicture();
        var before = new DecisionRecord(picture.Problem, picture.Policy, picture.Plan);
        var wanted = PlanningPolicy.From(PolicyRows.Of(new Policy(Policy.Stream, request, record.Summary.At, 0)));
        var answer = await Task.Run(() => WhatIf.Ask(before, new OtherPolicy(wanted)), ct);
        var moves = answer.Delta.Moves.Concat(answer.Delta.Running).Where(m => m.Kind is not (MoveKind.Repriced or MoveKind.Reseated)).ToList();
        return new PolicyWhatIf(
            record.Summary.Id, record.Summary.At, Figures(before), Figures(answer.After), moves.Count,
            [.. moves.Take(MostMovesTold).Select(m => new PolicyMove(m.Workload, SpotOf(m.From), SpotOf(m.To), m.Terms))]);
    }

    private static PolicySpot? SpotOf(Spot? spot) => spot is null ? null : new(spot.Site, spot.Pool, spot.Start);

    private static PlanFigures Figures(DecisionRecord record)
    {
        var (plan, submitted) = (record.Plan, record.Problem.Demands.DistinctBy(d => d.Workload).ToDictionary(d => d.Workload));
        var figures = plan.Placements.Select(p => p.Figures).ToList();
        var latencies = figures.Select(f => f.LatencyMilliseconds).OfType<double>().ToList();
        var (prices, grams) = (figures.Select(f => f.PriceYuan).OfType<decimal>().ToList(), figures.Select(f => f.CarbonGrams).OfType<double>().ToList());
        return new PlanFigures(
            plan.Placements.Count(p => p.StartSlot == 0), plan.Placements.Count(p => p.StartSlot > 0), plan.LeftOut.Count,
            prices.Count == 0 ? null : prices.Sum(), latencies.Count == 0 ? null : latencies.Average(), grams.Count == 0 ? null : grams.Sum(),
            plan.Placements.Sum(p => Math.Max(0, (p.Start - Later(record.Problem.Now, submitted[p.Workload].Placement.EarliestStart)).TotalHours)));
    }

    private static DateTimeOffset Later(DateTimeOffset now, DateTimeOffset? earliest) => earliest > now ? earliest.Value : now;
}
