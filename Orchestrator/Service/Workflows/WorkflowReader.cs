using ComputeNet.Brain.Workflows;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workflows;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain.Workflows;
using ComputeNet.Domain.Workloads;
using ComputeNet.Service.Http;
using ComputeNet.Service.Plans;
using ComputeNet.Service.Sites;
using Marten;
using Workflow = ComputeNet.Domain.Workflows.Workflow;

namespace ComputeNet.Service.Workflows;

/// <summary>One workflow whole: its stages as they are, and for those that have no place yet where the last picture of the network would have them.</summary>
public sealed class WorkflowReader(IDocumentStore store, LatestPicture latest, OpenWorkflows workflows)
{
    public async Task<WorkflowView> ReadAsync(WorkflowId id, CommandContext context, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var workflow = context.Owned(await session.LoadAsync<Workflow>(Workflow.StreamOf(id), ct), id);
        var stages = await session.WorkloadsAsync(workflow.Stages.Select(s => s.Workload), ct);
        var forecasts = await session.ForecastsAsync(stages.Values.Where(w => w.Phase == WorkloadPhase.Pending).Select(w => w.WorkloadId), ct);
        var planned = Planned(new WorkflowInHand(workflow, stages), forecasts);
        return new WorkflowView(
            WorkflowRows.Of(workflow, stages),
            [.. workflow.Stages.Select(s => ViewOf(workflow, s, stages, forecasts.GetValueOrDefault(s.Workload), planned?.Places.GetValueOrDefault(s.Name)))],
            workflow.Flows, planned?.AsOf, planned?.Why);
    }

    private static StageView ViewOf(Workflow workflow, WorkflowStage stage, IReadOnlyDictionary<WorkloadId, Workload> stages, Forecast? forecast, StagePlace? planned)
    {
        var workload = stages[stage.Workload];
        var waitsFor = workload.AwaitsInputs == true
            ? workflow.Into(stage).Where(i => stages[i.Stage.Workload].Outcome != WorkloadOutcome.Succeeded).Select(i => i.Stage.Name).ToList() : [];
        return new StageView(
            stage.Name, stage.Workload, workload.Phase, workload.Outcome, waitsFor, workload.Why ?? (workload.Phase == WorkloadPhase.Pending ? forecast?.Why : null),
            workload.Current is { } current ? Decided(workload, current) : planned);
    }

    /// <summary>What was offered when it was placed, with the times that the site saw once there are any.</summary>
    private static StagePlace Decided(Workload workload, Attempt current)
    {
        var (hours, source) = HoursOf(workload.RequestWithInputs().Placement, current.Site, current.RunTime);
        return new StagePlace(
            current.Site, current.Pool, workload.Request.Variants[current.VariantIndex].Architecture, false, current.StartedAt ?? current.PlannedStart,
            current.FinishedAt ?? current.PlannedEnd, current.Figures.PriceYuan, current.Figures.EgressYuan ?? 0, hours, source);
    }

    /// <summary>Nothing when no stage is open or no round has drawn the network yet.</summary>
    private Outlook? Planned(WorkflowInHand hand, IReadOnlyDictionary<WorkloadId, Forecast> forecasts)
    {
        if (latest.Value is not { } picture || hand.Stages.Values.All(w => w.IsFinished || w.Current is not null))
            return null;
        var (problem, policy, terms) = (picture.Problem, picture.Policy, picture.Prices);
        var plan = workflows.Of(hand, problem, policy, terms, workflows.RoutesOf(problem, terms), w => forecasts.GetValueOrDefault(w)?.Pool).Plan();
        if (plan.Refused is { } why)
            return new Outlook(problem.Now, why, new Dictionary<string, StagePlace>());
        var sites = hand.Workflow.Stages.Where(s => hand.Stages[s.Workload].Current is not null).ToDictionary(s => s.Name, s => hand.Stages[s.Workload].Current!.Site);
        foreach (var choice in plan.Choices)
            sites[choice.Gang] = choice.Site;
        var places = plan.Choices.ToDictionary(c => c.Gang, c => Expected(hand, c, sites, picture, forecasts));
        return new Outlook(problem.Now, null, places);
    }

    private StagePlace Expected(WorkflowInHand hand, GangChoice choice, IReadOnlyDictionary<string, SiteId> sites, Picture picture, IReadOnlyDictionary<WorkloadId, Forecast> forecasts)
    {
        var stage = hand.Workflow.Stages.First(s => s.Name == choice.Gang);
        var request = hand.Stages[stage.Workload].Request;
        var inputs = hand.Workflow.Into(stage).Where(i => i.Gigabytes > 0 && sites.ContainsKey(i.Stage.Name)).Select(i => new DataSet(sites[i.Stage.Name], i.Gigabytes));
        var wishes = request.Placement with { Data = [.. request.Placement.Data ?? [], .. inputs] };
        var @case = workflows.CaseOf(picture.Problem, picture.Policy, picture.Prices, [wishes]);
        var run = ExpectedRun.Of(@case, OpenWorkflows.DemandOf(hand.Stages[stage.Workload]) with { Placement = wishes }, choice.Pool, choice.VariantIndex)!;
        var (hours, source) = HoursOf(wishes, choice.Site, run.RunTime);
        var start = forecasts.GetValueOrDefault(stage.Workload) is { } forecast && forecast.Pool == choice.Pool ? forecast.Start : null;
        return new StagePlace(
            choice.Site, choice.Pool, request.Variants[choice.VariantIndex].Architecture, true, start, start?.AddSeconds(run.RunTime.DurationSeconds),
            run.Figures.PriceYuan, run.Figures.EgressYuan ?? 0, hours, source);
    }

    /// <summary>Unknown where something moves and nobody knows how fast.</summary>
    private static (double? Hours, Provenance Source) HoursOf(PlacementWishes wishes, SiteId site, CandidateRunTime? time) =>
        (wishes.Data ?? []).All(d => d.At == site || d.Gigabytes == 0) ? (0, new Provenance(Basis.Stated, "the data is at the site"))
        : time?.TransferSeconds is { } seconds ? (seconds / 3600.0, new Provenance(Basis.Estimated, "gigabytes ÷ the throughput of the slower site's link"))
        : (null, Provenance.Unknown);

    private sealed record Outlook(DateTimeOffset AsOf, Refusal? Why, IReadOnlyDictionary<string, StagePlace> Places);
}
