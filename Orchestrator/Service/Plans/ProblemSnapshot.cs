using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Policies;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain.Policies;
using ComputeNet.Domain.Pools;
using ComputeNet.Domain.Sites;
using ComputeNet.Domain.Workloads;
using ComputeNet.Service.Policies;
using ComputeNet.Service.Sites;
using ComputeNet.Service.Sites.Sensing;
using ComputeNet.Service.Sites.Trust;
using ComputeNet.World.Catalogue;
using Marten;

namespace ComputeNet.Service.Plans;

/// <summary>Step 1 of a round: the read models and the catalogue, as the problem that the brain gets.</summary>
public sealed class ProblemSnapshot(IDocumentStore store, WorldCatalogue world, SitePresence presence, SensingBook sensing, TrustBook trust, ForecastBook forecasts, RoundPace pace, OrchestratorOptions options, TimeProvider clock)
{
    /// <summary>More waiting workloads than this are planned in the next rounds, the most important and oldest first.</summary>
    public const int MostDemands = 5_000;

    private const int LongestCarbonHours = 24 * 7;

    private static readonly Provenance Telemetry = new(Basis.Measured, "telemetry of the site");

    private readonly IReadOnlyList<ModelPeak> peaks =
    [
        .. world.Accelerators.Values.Where(a => a.Fp16Teraflops is not null).OrderBy(a => a.Id.Value, StringComparer.Ordinal)
            .Select(a => new ModelPeak(a.Id, a.Fp16Teraflops!.Value, a.Fp16Teraflops.Provenance)),
    ];

    public async Task<Snapshot> TakeAsync(CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var policy = PolicyRows.Of(await session.LoadAsync<Policy>(Policy.Stream, ct));
        var pools = await session.Query<Pool>().Where(p => !p.IsWithdrawn).ToListAsync(ct);
        var sites = (await session.Query<Site>().ToListAsync(ct)).ToDictionary(s => s.SiteId);
        var waiting = await session.Query<Workload>()
            .Where(w => w.Phase == WorkloadPhase.Pending && !w.CancelRequested && w.AwaitsInputs == null)
            .OrderByDescending(w => w.Request.Priority).ThenBy(w => w.Id)
            .Take(MostDemands).ToListAsync(ct);
        var now = clock.GetUtcNow();
        var running = (await MovableWork.ReadAsync(session, pools, now, ct)).Where(w => IsHeard(w.Current!.Site, sites)).ToList();
        var places = waiting.Concat(running).Select(w => w.Request.Placement.ClientPlace).OfType<PlaceId>().Distinct().ToList();
        var (terms, data) = (policy.Sites.ToDictionary(s => s.Site), DataTerms.Of(policy));
        var trusted = await trust.ReadAsync(ct);
        var sensed = await sensing.ReadAsync(ct);
        var tenancy = await TenancySnapshot.TakeAsync(session, policy, waiting, pools, ct);
        var problem = new PlanningProblem
        {
            Now = now,
            SlotMinutes = policy.SlotMinutes,
            Slots = policy.HorizonHours * 60 / policy.SlotMinutes,
            Pools = [.. pools.OrderBy(p => p.Id, StringComparer.Ordinal).Where(p => world.Sites.ContainsKey(p.Site)).Select(p => Supply(sensed.Of(p, now), sites[p.Site], terms.GetValueOrDefault(p.Site), trusted, policy, places, now))],
            Demands = [.. waiting.Select(w => DemandOf(w, sites, now))],
            Models = peaks,
            Tenants = tenancy.Tenants,
            Standing = tenancy.Standing,
            Running = running.Count == 0 ? null : [.. running.Select(w => w.DemandFromHere(now))],
        };
        problem = await problem.WithNodesAsync(session, pools, ct);
        return new Snapshot(problem.WithData(world, data, problem.Demands.Concat(problem.Running ?? []).Select(d => d.Placement)), PlanningPolicy.From(policy) with { Limits = pace.Limits, MostMigrations = MovableWork.MostAtOnce }, data)
        {
            Stages = waiting.Where(w => w.Stage is not null).Select(w => w.WorkloadId).ToHashSet(),
        };
    }

    /// <summary>The same problem with what one more workload names: round trips from its place, transfers from where its data lies.</summary>
    public PlanningProblem With(PlanningProblem problem, PlacementWishes wishes, DataTerms prices)
    {
        var known = wishes.ClientPlace is not { } place || problem.Pools.Any(p => p.Latencies.Any(l => l.Place == place)) ? problem
            : problem with { Pools = [.. problem.Pools.Select(p => p with { Latencies = [.. p.Latencies, LatencyOf(place, p.Site)] })] };
        return known.WithData(world, prices, [wishes]);
    }

    /// <summary>What a lease holds now, and the stretches that its workload is to run later.</summary>
    internal static IEnumerable<Commitment> HeldBy(Lease lease) =>
        (lease.Later ?? []).Select(s => new Commitment(lease.Devices, s.End, s.Start)).Prepend(new Commitment(lease.Devices, lease.PlannedEnd))
            .Select(c => c with { MilliDevices = lease.MilliPerDevice * lease.Devices });

    private Demand DemandOf(Workload workload, Dictionary<SiteId, Site> sites, DateTimeOffset now)
    {
        var demand = Rest(workload, sites, Demand.For(workload.WorkloadId, workload.Tenant, workload.SubmittedAt, workload.RequestWithInputs()));
        var recent = workload.FailedPlaces.Where(f => f.At + options.AvoidFailedPlaceFor > now);
        return demand with { PlannedAt = forecasts.PlannedPool(workload.WorkloadId), Avoids = [.. recent.Select(f => new AvoidedPool(f.Pool, f.Why))] };
    }

    /// <summary>
    /// A workload that was interrupted goes on from its checkpoint, within the bounds that its tenant set for that. With a site that is lost its checkpoint is lost too:
    /// then it begins again.
    /// </summary>
    private Demand Rest(Workload workload, Dictionary<SiteId, Site> sites, Demand demand)
    {
        if (workload is not { Checkpoint: { } stopped, Request.Interruptible: { } terms } || !sites.TryGetValue(stopped.Site, out var site)
            || (terms.StaysIn != DataBound.Anywhere && SiteRows.StateOf(stopped.Site, site, presence) == SiteState.Lost))
            return demand;
        return demand with
        {
            ShareDone = stopped.ShareDone,
            Runs = new RunsAt(stopped.Pool, stopped.Site, terms.CheckpointGigabytes, 0),
            // What moves is charged as a migration; here it only says how far it may.
            Placement = demand.Placement with { Data = [.. demand.Placement.Data ?? [], new DataSet(stopped.Site, 0, terms.StaysIn)] },
        };
    }

    /// <summary>Whether somebody there would stop a job that should go on elsewhere.</summary>
    private bool IsHeard(SiteId id, Dictionary<SiteId, Site> sites) => sites.TryGetValue(id, out var site) && SiteRows.StateOf(id, site, presence) is SiteState.Online or SiteState.Draining;

    private PoolSupply Supply(SensedPool sensed, Site site, SitePolicy? terms, TrustOfSites trusted, PolicyView policy, IReadOnlyList<PlaceId> places, DateTimeOffset now)
    {
        var pool = sensed.Pool;
        var facts = world.Sites[pool.Site];
        var declared = pool.Declaration.Under(sensed.Offer, now);
        var model = world.Accelerators.GetValueOrDefault(declared.Model);
        var watts = declared.WattsPerDevice is { } own ? new Figure(own, declared.WattsProvenance) : model?.Watts;
        var pue = world.PowerUsageEffectiveness(pool.Site);
        var carbonHours = Math.Min(policy.HorizonHours + 24, LongestCarbonHours);
        var carbon = world.Regions[facts.Region].SeriesFrom(now, TimeSpan.FromHours(1), carbonHours);
        var (share, trustBasis) = trusted.For(pool.Site, terms?.Trust);
        var price = declared.PricePerDeviceHour is { } money ? world.ToYuan(money) : null;
        return CarbonAhead.Measured(sensed.Offer, now, carbonHours, CarbonAhead.Of(declared.CarbonForecast, now, carbonHours, new PoolSupply
        {
            Pool = pool.PoolId,
            Site = pool.Site,
            Region = facts.Region,
            Country = facts.Country,
            Architecture = declared.Architecture,
            Model = declared.Model,
            Devices = declared.Devices,
            DeviceMemoryMebibytes = declared.DeviceMemoryMebibytes ?? model?.MemoryMebibytes,
            Commitments = [.. pool.Leases.SelectMany(HeldBy)],
            PriceYuanPerDeviceHour = price?.Yuan,
            PriceFactorByHour = declared.PriceFactorByUtcHour?.From(now),
            PriceProvenance = price is null ? Provenance.Unknown : declared.PriceProvenance,
            WattsPerDevice = watts?.Value,
            WattsProvenance = watts?.Provenance ?? Provenance.Unknown,
            Pue = pue?.Value,
            PueProvenance = pue?.Provenance ?? Provenance.Unknown,
            CarbonGramsPerKilowattHour = carbon.GramsPerKilowattHour.Count == 0 ? null : carbon.GramsPerKilowattHour,
            CarbonProvenance = carbon.Provenance,
            Latencies = [.. places.Select(p => LatencyOf(p, pool.Site))],
            Trust = share,
            TrustProvenance = trustBasis,
            OperatorCountry = terms?.OperatorCountry,
            Isolation = declared.Isolation,
            JoinsGangs = declared.JoinsGangs,
            PriceFactorByClass = sensed.Offer?.PriceFactorByClass,
            ForeignDevicesByHour = sensed.ForeignByHour(DeclaredForeign(declared, now)),
            ForeignProvenance = sensed.Foreign is not null ? Telemetry : declared.ForeignShareByUtcHour is null ? null : declared.DevicesProvenance,
            ForeignAsOf = sensed.SensedAt,
            ForeignLapsesAt = sensed.LapsesIn is { } lapses ? now + lapses : null,
            UnusableDevices = sensed.Unusable,
            MostDevices = sensed.Cap,
            PowerFactorByHour = declared.PowerFactorByUtcHour?.From(now),
            PowerFactorProvenance = declared.PowerFactorByUtcHour is null ? null : declared.WattsProvenance,
            Closures = ClosuresOf(declared, terms, now),
            TakesNoWork = SiteReadiness.WhyNoWork(site, presence, now),
        }));
    }

    /// <summary>What others are declared to use, hour by hour from now; null: nothing is declared.</summary>
    internal static IReadOnlyList<int>? DeclaredForeign(PoolDeclaration declared, DateTimeOffset now) =>
        declared.ForeignShareByUtcHour is { } foreign ? ForeignDevices(foreign.From(now), declared.Devices) : null;

    /// <summary>An hour from now touches two hours of the clock, of which the fuller counts; a part of a device is not left to anybody.</summary>
    private static IReadOnlyList<int> ForeignDevices(IReadOnlyList<double> shares, int devices) =>
        [.. shares.Select((share, hour) => (int)Math.Ceiling(Math.Max(share, shares[(hour + 1) % shares.Count]) * devices))];

    /// <summary>Of the pool and of its site as a whole; null when none is still to come.</summary>
    private static IReadOnlyList<Closure>? ClosuresOf(PoolDeclaration pool, SitePolicy? site, DateTimeOffset now)
    {
        var ahead = (pool.Maintenance ?? []).Concat(site?.Maintenance ?? []).Where(m => m.To > now).OrderBy(m => m.From).Select(m => new Closure(m.From, m.To, m.Reason)).ToList();
        return ahead.Count == 0 ? null : ahead;
    }

    private PlaceLatency LatencyOf(PlaceId place, SiteId site)
    {
        var figure = world.Latency(place, site);
        return new PlaceLatency(place, figure?.Value, figure?.Provenance ?? Provenance.Unknown);
    }
}

/// <summary>What one round decides on, and by which weights.</summary>
public sealed record Snapshot(PlanningProblem Problem, PlanningPolicy Policy, DataTerms Prices)
{
    /// <summary>Which of the demands are stages of workflows.</summary>
    public IReadOnlySet<WorkloadId> Stages { get; init; } = new HashSet<WorkloadId>();
}
