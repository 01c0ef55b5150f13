using ComputeNet.Brain;
using ComputeNet.Brain.Explanations;
using ComputeNet.Brain.Explanations.Counterfactuals;
using ComputeNet.Brain.Explanations.Frontiers;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain.Workloads;

namespace ComputeNet.Service.Plans;

/// <summary>Says what would become of a workload that no round has seen yet, against the latest round's picture.</summary>
public sealed class Forecaster(LatestPicture latest, ProblemSnapshot snapshots, OnlineOffers offers, TimeProvider clock)
{
    private static readonly WorkloadId Preview = new("w-preview");

    /// <summary>What fits beside the plan, nobody moved: some milliseconds of walking over places and starts.</summary>
    internal static readonly CounterfactualSearch BesideThePlan = new(Solves: 0);

    /// <summary>The candidate table of a request that is not submitted.</summary>
    public async Task<DecisionView> PreviewAsync(TenantId tenant, SubmitWorkload request, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (picture, demand) = await PictureFor(Demand.For(Preview, tenant, now, request), ct);
        return DecisionViews.Of(null, null, now, Explainer.Preview(picture.Problem, picture.Policy, picture.Plan, demand));
    }

    /// <summary>The choices that none other beats, for a request that is not submitted.</summary>
    public async Task<FrontierView> FrontierAsync(TenantId tenant, SubmitWorkload request, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (picture, demand) = await PictureFor(Demand.For(Preview, tenant, now, request), ct);
        return new FrontierView(now, FrontierFinder.Find(picture.Problem, picture.Policy, picture.Plan, demand));
    }

    /// <summary>Which single wish less would help a workload that no plan on record knows.</summary>
    public async Task<CounterfactualsView> CounterfactualsAsync(Workload workload, CancellationToken ct)
    {
        var (picture, demand) = await PictureFor(Demand.For(workload.WorkloadId, workload.Tenant, workload.SubmittedAt, workload.RequestWithInputs()), ct);
        var found = CounterfactualFinder.Find(picture.Problem, picture.Policy, picture.Plan, demand, BesideThePlan);
        return new CounterfactualsView(null, workload.WorkloadId, clock.GetUtcNow(), [.. found.Select(f => f.Answer)]);
    }

    /// <summary>The first forecast of a workload that was just submitted; null once it waits no more.</summary>
    public async Task<Forecast?> ForecastAsync(Workload workload, CancellationToken ct)
    {
        if (workload.Phase != WorkloadPhase.Pending)
            return null;
        var now = clock.GetUtcNow();
        var demand = Demand.For(workload.WorkloadId, workload.Tenant, workload.SubmittedAt, workload.RequestWithInputs());
        // The picture may be some seconds old: what could have started then can start now.
        if (latest.Value is { } seen && offers.Take(seen, demand) is { StartSlot: 0 } offer)
            return new Forecast(seen.Id, now, offer.Site, offer.Pool, Later(offer.Start, now), null);
        var (picture, asked) = await PictureFor(demand, ct);
        var explanation = Explainer.Preview(picture.Problem, picture.Policy, picture.Plan, asked);
        var best = explanation.Candidates.FirstOrDefault(c => c.Verdict == CandidateVerdict.Feasible);
        return new Forecast(picture.Id, now, best?.Site, best?.Pool, best?.Start is { } start ? Later(start, now) : null, explanation.WhyPending);
    }

    private async Task<(Picture Picture, Demand Demand)> PictureFor(Demand demand, CancellationToken ct)
    {
        var picture = latest.Value ?? await DrawAsync(ct);
        // What the others got is in the plan; what they asked for matters only where they share a quota, a budget or a tie with it.
        var problem = picture.Problem with { Demands = [.. picture.Problem.Demands.Where(d => IsBound(picture.Problem, d, demand))] };
        return (picture with { Problem = snapshots.With(problem, demand.Placement, picture.Prices) }, demand);
    }

    private static bool IsBound(PlanningProblem problem, Demand other, Demand demand) =>
        other.Tenant == demand.Tenant && problem.Tenants?.Any(t => t.Tenant == demand.Tenant) == true
        || (demand.Placement.Together ?? []).Contains(other.Workload) || (demand.Placement.Apart ?? []).Contains(other.Workload);

    /// <summary>Before the first round of this process: a picture of the network without its queue.</summary>
    private async Task<Picture> DrawAsync(CancellationToken ct)
    {
        var snapshot = await snapshots.TakeAsync(ct);
        var problem = snapshot.Problem with { Demands = [] };
        return new Picture(null, problem, snapshot.Policy, Planner.Solve(problem, snapshot.Policy)) { Prices = snapshot.Prices };
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
