using ComputeNet.Adapters.Conformance.Centre;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Adapters.Conformance.Running;

/// <summary>What a promise works with: a centre that is in its hands, an adapter on the line, and jobs of its own that no other promise knows.</summary>
public sealed class Bench(CentreStandIn centre, SiteId site, SiteInventory inventory, PoolDeclaration pool, TestJobs jobs, ITester tester, SuiteOptions options)
{
    private const int TicksPerNudge = 5;

    private readonly Dictionary<JobKey, FencingToken> newest = [];
    private string promise = "";
    private int began;
    private long version = 1;

    public CentreStandIn Centre => centre;
    public SiteId Site => site;
    public PoolDeclaration Pool => pool;
    public ITester Tester => tester;

    /// <summary>The time that orders are dated by.</summary>
    public DateTimeOffset Now => options.Clock.GetUtcNow();

    public ReservationKey NewReservation(string name) => new($"c-{options.Run}-{promise}-{name}");

    /// <summary>The newest inventory that was declared.</summary>
    public SiteInventory Inventory => centre.HeardOf(site.Value).LastOrDefault(h => h.Inventory is not null)?.Inventory ?? inventory;

    public bool Offers(string capability) => Inventory.Capabilities?.Can.Contains(capability) == true;

    /// <summary>What was heard since the promise began.</summary>
    public IReadOnlyList<Heard> Heard => [.. centre.Log.From(began).Where(h => h.Site == site.Value)];

    public IReadOnlyList<SightingReport> Reports => [.. Heard.Select(h => h.Report).OfType<SightingReport>()];

    public IReadOnlyList<JobSighting> SightingsOf(JobOrder order) => [.. Reports.SelectMany(r => r.Sightings).Where(s => s.Job == order.Job)];

    public JobOrder Short(string name, long token = 1) => Order(name, token, jobs.Variant(pool, jobs.Short, jobs.ShortSeconds, 600));

    public JobOrder Long(string name, long token = 1) => Order(name, token, jobs.Variant(pool, jobs.Long, 3000, 3600));

    public JobOrder Failing(string name, long token = 1) => Order(name, token, jobs.Variant(pool, jobs.Failing, jobs.FailingLimitSeconds + 10, jobs.FailingLimitSeconds));

    /// <summary>More members than the pool has devices.</summary>
    public JobOrder Impossible(string name, long token = 1) => Short(name, token) with { GangMembers = (pool.Devices / jobs.Devices) + 1 };

    /// <summary>The whole set of orders from now on.</summary>
    public long Send(params JobOrder[] orders) => Send(new SiteOrders(0, orders));

    public long Send(SiteOrders set, long? asVersion = null)
    {
        foreach (var order in set.Orders)
            newest[order.Job] = order.Token;
        centre.Order(site.Value, set with { Version = asVersion ?? ++version });
        return asVersion ?? version;
    }

    public void Check(bool kept, string otherwise)
    {
        if (!kept)
            throw new PromiseBrokenException(otherwise);
    }

    public async Task<JobSighting> SeesAsync(JobOrder order, Func<JobSighting, bool> expected, string what, CancellationToken ct)
    {
        await UntilAsync(() => SightingsOf(order).Any(expected), () => $"{what}; of {order.Job} came {Told(order)}", ct);
        return SightingsOf(order).First(expected);
    }

    public Task<JobSighting> RunsAsync(JobOrder order, CancellationToken ct) => SeesAsync(order, s => s.State == JobState.Running && s.Token == order.Token, "a running job was expected", ct);

    public Task<JobSighting> EndsAsync(JobOrder order, CancellationToken ct) =>
        SeesAsync(order, s => s.State.IsTerminal() && s.Token == newest[order.Job], "an end was expected", ct);

    public async Task<JobSighting> EndsAsync(JobOrder order, JobState state, CancellationToken ct)
    {
        var end = await EndsAsync(order, ct);
        Check(end.State == state, $"{order.Job} ended as {end.State}{(end.Why is { } why ? $" ({why})" : "")}, not as {state}.");
        return end;
    }

    /// <summary>Until so many more reports have arrived.</summary>
    public Task ReportsAsync(int more, CancellationToken ct, bool nudge = true)
    {
        var until = Reports.Count + more;
        return UntilAsync(() => Reports.Count >= until, () => $"{more} more reports were expected, {Reports.Count - until + more} came", ct, nudge);
    }

    /// <summary>Waits, and lets the site's time pass; what is never so breaks the promise.</summary>
    /// <param name="isSo">What is waited for.</param>
    /// <param name="otherwise">What to say when it never comes.</param>
    /// <param name="ct">Ends the run.</param>
    /// <param name="nudge">Gives the same orders a new version now and then: a site that has applied one has something to report, and need not be waited for until its next heartbeat.</param>
    public async Task UntilAsync(Func<bool> isSo, Func<string> otherwise, CancellationToken ct, bool nudge = false)
    {
        var ticks = 0;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(options.Patience);
        var tick = Task.Delay(options.Tick, CancellationToken.None);
        while (true)
        {
            var next = centre.Log.Next;
            if (isSo())
                return;
            if (patience.IsCancellationRequested)
            {
                ct.ThrowIfCancellationRequested();
                throw new PromiseBrokenException($"{otherwise()} within {options.Patience.TotalSeconds:0} s.");
            }
            if (await Task.WhenAny(next, tick) == next)
                continue;
            await tester.PassTimeAsync(ct);
            if (nudge && ++ticks % TicksPerNudge == 0)
                Send(centre.OrdersOf(site.Value));
            tick = Task.Delay(options.Tick, CancellationToken.None);
        }
    }

    /// <summary>The port is closed for a while, connections break; then the centre is back, and hears everything, as it should be.</summary>
    public async Task CentreGoesAwayAsync(CancellationToken ct)
    {
        await centre.StopAsync();
        var over = Task.Delay(options.Outage, ct);
        while (!over.IsCompleted)
        {
            await tester.PassTimeAsync(ct);
            await Task.WhenAny(over, Task.Delay(options.Tick, ct));
        }
        await centre.StartAsync();
    }

    /// <summary>A fresh start: nothing is ordered, every end is on record, the centre is as it should be.</summary>
    internal void Begin(string name)
    {
        promise = name;
        newest.Clear();
        Behave();
        began = centre.Log.Count;
    }

    /// <summary>Afterwards the site is empty again; one that is not would spoil the promises that follow.</summary>
    internal async Task ClearAsync(CancellationToken ct)
    {
        Behave();
        Send();
        var from = Reports.Count;
        await UntilAsync(() => Reports.Skip(from).LastOrDefault() is { KnownJobs.Count: 0, Sightings.Count: 0 }, () => $"the site still holds {string.Join(", ", Reports.LastOrDefault()?.KnownJobs ?? [])} after nothing is ordered and all is on record", ct, nudge: true);
    }

    /// <summary>By default the centre records every end of a job's newest lease, as the Orchestrator does, and interferes with nothing.</summary>
    internal void Behave()
    {
        centre.Receipt = report => new([.. report.Sightings.Where(s => s.State.IsTerminal()).Select(s => s.Job).Distinct()], []);
        centre.Refuse = _ => null;
        centre.Interfere = _ => null;
        centre.Rewrite = (_, json) => json;
        centre.HoldsQuestions = true;
    }

    private JobOrder Order(string name, long token, Variant variant)
    {
        var workload = $"c-{options.Run}-{promise}-{name}";
        return new(new JobKey($"{workload}.1"), new WorkloadId(workload), new FencingToken(token), pool.Id, 1, variant, options.Clock.GetUtcNow());
    }

    private string Told(JobOrder order) => SightingsOf(order) is { Count: > 0 } told ? string.Join(", ", told.Select(s => $"{s.State} under token {s.Token}")) : "nothing";
}
