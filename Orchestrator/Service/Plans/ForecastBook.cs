using System.Collections.Concurrent;
using ComputeNet.Brain.Plans;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using Marten;

namespace ComputeNet.Service.Plans;

/// <summary>
/// What the last recorded round said of each waiting workload. A round that says the same of everybody is not recorded again, so that an
/// idle network with a queue does not fill its ledger; what is remembered here is a cache, and after a restart one round more is recorded.
/// </summary>
public sealed class ForecastBook(IDocumentStore store)
{
    /// <summary>A start that moved by less than this is the same forecast.</summary>
    private static readonly TimeSpan Drift = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<WorkloadId, Said> _said = new();

    /// <summary>The pool that the last round planned a waiting workload for; null when it had none, or in the first round of this process.</summary>
    public PoolId? PlannedPool(WorkloadId workload) => _said.TryGetValue(workload, out var before) ? before.Pool : null;

    public bool SaysSomethingNew(Plan plan) =>
        plan.Placements.Any(p => p.StartSlot == 0)
        || plan.Placements.Any(p => IsNew(p.Workload, p.Pool, p.WhyLater))
        || plan.LeftOut.Any(l => IsNew(l.Workload, null, l.Why));

    public void Forget(IEnumerable<WorkloadId> workloads)
    {
        foreach (var workload in workloads)
            _said.TryRemove(workload, out _);
    }

    public async Task SaveAsync(Picture picture, CancellationToken ct)
    {
        await using var session = store.LightweightSession();
        var (plan, now) = (picture.Id!.Value, picture.Problem.Now);
        foreach (var p in picture.Plan.Placements.Where(p => p.StartSlot > 0 && (IsNew(p.Workload, p.Pool, p.WhyLater) || HasMoved(p.Workload, p.Start))))
            Say(session, p.Workload, new Forecast(plan, now, p.Site, p.Pool, p.Start, p.WhyLater) { Stretches = p.Stretches });
        foreach (var l in picture.Plan.LeftOut.Where(l => IsNew(l.Workload, null, l.Why)))
            Say(session, l.Workload, new Forecast(plan, now, null, null, null, l.Why));
        foreach (var p in picture.Plan.Placements.Where(p => p.StartSlot == 0))
            _said.TryRemove(p.Workload, out _);
        await session.SaveChangesAsync(ct);
    }

    private void Say(IDocumentSession session, WorkloadId workload, Forecast forecast)
    {
        _said[workload] = new Said(forecast.Pool, forecast.Why?.Code, forecast.Start);
        session.Store(new WorkloadForecast(workload.Value, forecast));
    }

    private bool IsNew(WorkloadId workload, PoolId? pool, Refusal? why) =>
        !_said.TryGetValue(workload, out var before) || before.Pool != pool || before.Why != why?.Code;

    private bool HasMoved(WorkloadId workload, DateTimeOffset start) =>
        _said.TryGetValue(workload, out var before) && before.Start is { } said && (said - start).Duration() > Drift;

    private sealed record Said(PoolId? Pool, string? Why, DateTimeOffset? Start);
}
