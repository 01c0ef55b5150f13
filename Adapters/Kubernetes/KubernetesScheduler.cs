using ComputeNet.Adapters.Port;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using k8s.Models;

namespace ComputeNet.Adapters.Kubernetes;

/// <summary>
/// A cluster as a site: each order is one batch/v1 Job, whose name comes from its key. The cluster keeps all that is known of a job, also how it ended:
/// the adapter has no memory of its own, and two of them do no harm to each other.
/// </summary>
public sealed class KubernetesScheduler(KubernetesOptions options, KubernetesClient client, KubernetesView view, TimeProvider clock) : ISiteScheduler, IJobRemains, IJobLogs, ISiteTelemetry
{
    private readonly KubernetesDesk desk = new(options, client, view, clock);
    private IReadOnlyList<ClusterPool>? pools;
    private (bool IsKnown, GangSupport? Support) gangs;

    public async Task<SiteInventory> ReadInventoryAsync(CancellationToken ct)
    {
        pools = KubernetesInventory.Pools(await client.ListNodesAsync(ct), options);
        // Asked again with each inventory: somebody may install Volcano while we run.
        gangs = (true, await KubernetesGangs.DiscoverAsync(client, options, ct));
        return KubernetesInventory.Inventory(pools, options, clock.GetUtcNow());
    }

    public async Task<SiteTelemetry> ReadTelemetryAsync(CancellationToken ct)
    {
        var known = pools ??= KubernetesInventory.Pools(await client.ListNodesAsync(ct), options);
        return new(clock.GetUtcNow(), KubernetesTelemetry.Of(known, await client.ListPodsOfNodesAsync(ct), options));
    }

    public async Task<JobReceipt> SubmitAsync(JobOrder order, CancellationToken ct)
    {
        if (await desk.FindAsync(order.Job, ct) is { } known)
        {
            await TakeUpAsync(order, known.Job, ct);
            return new(order.Job, WasKnown: true);
        }
        pools ??= KubernetesInventory.Pools(await client.ListNodesAsync(ct), options);
        var support = await GangsAsync(ct);
        if (KubernetesVeto.Of(order, pools, support, options) is { } veto)
            throw new SchedulerException(SchedulerTrouble.Refused, veto);
        var made = await client.TryCreateJobAsync(KubernetesManifest.Of(order, pools.First(p => p.Id == order.Pool), support, options), ct);
        // Somebody was faster: another agent of this site, or ours before it died.
        var job = made ?? (await desk.FindAsync(order.Job, ct))?.Job
            ?? throw new SchedulerException(SchedulerTrouble.Unreachable, Refusal.Because("job-being-removed", ("job", order.Job)));
        await TakeUpAsync(order, job, ct);
        return new(order.Job, WasKnown: made is null);
    }

    public async Task<JobSighting> ObserveAsync(JobKey job, CancellationToken ct)
    {
        for (var i = 0; i < KubernetesDesk.MostTries; i++)
        {
            var known = await desk.FindAsync(job, ct, mayBeRemembered: i == 0) ?? throw SchedulerException.Unknown(job);
            if (desk.EndOf(known) is { } told)
                return told;
            var seen = KubernetesMapping.ToSighting(known, job, await desk.WhyNoPodsAsync(known, ct), options, clock.GetUtcNow());
            if (!seen.State.IsTerminal())
                return seen;
            if (await desk.TryRecordEndAsync(known, seen, ct) is { } end)
                return end;
        }
        throw KubernetesDesk.ChangedMeanwhile(job);
    }

    public async Task CancelAsync(JobKey job, CancellationToken ct)
    {
        if (await desk.FindAsync(job, ct) is not { } known || known.IsFinished || desk.EndOf(known) is not null)
            return;
        if (!known.IsStopAsked)
            await desk.AskToStopAsync(known, ct);
        if (options.KueueQueue is not null && await GangsAsync(ct) is { Keeper: GangKeeper.Kueue } kueue)
            await client.DeactivateInKueueAsync(kueue.Version, known.Job.Metadata.Uid, ct);
    }

    public async Task ForgetAsync(JobKey job, CancellationToken ct)
    {
        if (await desk.FindAsync(job, ct) is not { } known || !known.IsFinished && desk.EndOf(known) is null)
            return;
        await client.DeleteJobAsync(known.Job, ct);
        view.Remove(known.Job);
    }

    public async Task<string> ReadLogAsync(JobKey job, CancellationToken ct)
    {
        var known = await desk.FindAsync(job, ct, mayBeRemembered: true) ?? throw SchedulerException.Unknown(job);
        return await desk.ReadLogAsync(known, ct);
    }

    /// <summary>The job is there. A newer lease of it leaves its token, an older one is refused; and a gang needs its group, which an agent that died may not have made.</summary>
    private async Task TakeUpAsync(JobOrder order, V1Job job, CancellationToken ct)
    {
        await desk.FenceAsync(order, job, ct);
        var support = order.GangMembers > 1 ? await GangsAsync(ct) : null;
        if (KubernetesManifest.PodGroup(order, job, support, options) is { } group)
            await client.TryCreateAsync(support!.Group, support.Version, "podgroups", group, ct);
    }

    private async Task<GangSupport?> GangsAsync(CancellationToken ct)
    {
        if (!gangs.IsKnown)
            gangs = (true, await KubernetesGangs.DiscoverAsync(client, options, ct));
        return gangs.Support;
    }
}
