using System.Text.Json;
using ComputeNet.Brain;
using ComputeNet.Brain.Explanations;
using ComputeNet.Brain.Explanations.Counterfactuals;
using ComputeNet.Brain.Plans;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Workloads;
using ComputeNet.Service.Http;
using ComputeNet.Service.Sites;
using ComputeNet.Service.Workloads;
using Marten;

namespace ComputeNet.Service.Plans;

/// <summary>Reads stored decisions: a plan with its replay, and the explanation of one workload in it.</summary>
public sealed class PlanReader(IDocumentStore store, Forecaster forecaster)
{
    /// <summary>The plan whole, and the verdict of solving its stored problem again right now.</summary>
    public async Task<PlanView> ReadAsync(PlanId id, CancellationToken ct)
    {
        var record = await LoadAsync(id, ct);
        var picture = record.ToPicture();
        var again = await Task.Run(() => Planner.Solve(picture.Problem, picture.Policy), ct);
        var differences = Replay.Compare(picture.Plan, again);
        using var problem = JsonDocument.Parse(record.ProblemText());
        return new PlanView(
            record.Summary,
            [.. picture.Plan.Placements.Select(p => new PlacementView(p.Workload, p.Site, p.Pool, p.VariantIndex, p.Devices, p.Start, p.End, p.CostMicroYuan()) { Parts = p.Parts })],
            problem.RootElement.Clone(),
            new ReplayVerdict(differences.Count == 0, [.. differences.Select(d => d.ToString())]))
        {
            Fragmentation = NodeReport.Of(picture.Problem, picture.Policy, picture.Plan) is { Count: > 0 } left ? left : null,
        };
    }

    /// <summary>Problem, policy and plan as one document, each byte for byte as it was stored: what <c>computenet brain</c> reads.</summary>
    public async Task<string> RecordAsync(PlanId id, CancellationToken ct) => (await LoadAsync(id, ct)).ToDecisionJson();

    /// <summary>
    /// Why here, why not there: by the plan that placed the workload; while it waits, by the plan that last said something new of it;
    /// before any plan saw it, by the latest picture of the network.
    /// </summary>
    public async Task<DecisionView> DecisionAsync(WorkloadId id, CommandContext context, CancellationToken ct)
    {
        var (workload, record) = await DecidedAsync(id, context, ct);
        if (record?.ToPicture() is not { } picture || Explainer.Explain(picture.Problem, picture.Policy, picture.Plan, id) is not { } explanation)
            return await forecaster.PreviewAsync(workload.Tenant, workload.RequestWithInputs(), ct) is var preview && workload.WhyHeld() is { } held
                ? preview with { Workload = id, WhyPending = held } : preview with { Workload = id };
        return DecisionViews.Of(record.Summary.Id, id, record.Summary.At, explanation);
    }

    /// <summary>
    /// Which single wish less would have helped, by the same plan as the decision. Others are left where they are: what a higher priority would
    /// displace takes whole solves, which is for the command line on a stored record.
    /// </summary>
    public async Task<CounterfactualsView> CounterfactualsAsync(WorkloadId id, CommandContext context, CancellationToken ct)
    {
        var (workload, record) = await DecidedAsync(id, context, ct);
        if (record?.ToPicture() is not { } picture || CounterfactualFinder.Find(picture.Problem, picture.Policy, picture.Plan, id, Forecaster.BesideThePlan) is not { } found)
            return await forecaster.CounterfactualsAsync(workload, ct);
        return new CounterfactualsView(record.Summary.Id, id, record.Summary.At, [.. found.Select(f => f.Answer)]);
    }

    public async Task<Page<PlanSummary>> ListAsync(string? cursor, int pageSize, CancellationToken ct)
    {
        var size = Math.Clamp(pageSize, 1, ListWorkloads.LargestPage);
        await using var session = store.QuerySession();
        var query = session.Query<PlanRecord>().AsQueryable();
        if (Cursor.Read(cursor) is { } before)
            query = query.Where(p => p.Id.CompareTo(before) < 0);
        var rows = await query.OrderByDescending(p => p.Id).Take(size + 1).Select(p => p.Summary).ToListAsync(ct);
        return new Page<PlanSummary>([.. rows.Take(size)], rows.Count > size ? Cursor.Of(rows[size - 1].Id.Value) : null);
    }

    /// <summary>The caller's workload, and the record of the plan that placed it or last said something new of it.</summary>
    private async Task<(Workload Workload, PlanRecord? Record)> DecidedAsync(WorkloadId id, CommandContext context, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var workload = context.Owned(await session.WorkloadAsync(id, ct), id);
        var plan = workload.Current?.Plan ?? (await session.LoadAsync<WorkloadForecast>(id.Value, ct))?.Forecast.Plan;
        return (workload, plan is { } known ? await session.LoadAsync<PlanRecord>(known.Value, ct) : null);
    }

    private async Task<PlanRecord> LoadAsync(PlanId id, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<PlanRecord>(id.Value, ct) ?? throw new RefusedException(Refusal.Because("plan-unknown", ("plan", id)));
    }
}
