using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using CsCheck;

namespace ComputeNet.Brain.Tests.Given;

/// <summary>Random problems for the laws: small enough to solve a few hundred, odd enough to meet every rule.</summary>
internal static class AnyProblem
{
    private static readonly string[] Sites = ["a", "b", "c"];
    private static readonly Architecture[] Architectures = [Architecture.Cuda, Architecture.Cuda, Architecture.Cuda, Architecture.Ascend];
    private static readonly AcceleratorModelId Slow = new("nvidia-t4");
    private static readonly PlaceId[] Places = [AProblem.Beijing, new("paris")];

    private static readonly Gen<Commitment> Commitments = Gen.Select(
        Gen.Int[0, 4], Gen.Int[-60, 600], Seldom(Gen.Int[-120, 1600]),
        (devices, minutes, from) => new Commitment(devices, AProblem.Now.AddMinutes(minutes), from is null ? null : AProblem.Now.AddMinutes(from[0])));

    private static readonly Gen<PoolSupply> Pools = Gen.Select(
        Gen.OneOf(Sites), Gen.OneOf(Architectures), Gen.OneOf(0, 2, 4, 6, 8), Commitments.List[0, 2],
        Gen.Select(Mostly(Gen.Int[0, 40]), Mostly(Gen.Int[1, 900]), Mostly(Gen.Int[0, 900].Array[1, 30]), Mostly(Gen.Int[1, 120])),
        Gen.Bool, Gen.Int[0, 19],
        (site, architecture, devices, commitments, figures, china, oddity) => AProblem.Pool(site) with
        {
            Architecture = architecture,
            Model = oddity > 14 ? Slow : AProblem.Pool().Model,
            Devices = devices,
            Commitments = commitments,
            PriceYuanPerDeviceHour = figures.Item1?[0],
            PriceFactorByHour = oddity is 4 or 10 or 12 ? [1, 0.3, 1.7, oddity] : null,
            WattsPerDevice = figures.Item2?[0],
            CarbonGramsPerKilowattHour = figures.Item3?[0].Select(g => (double)g).ToArray(),
            Latencies = [new PlaceLatency(AProblem.Beijing, figures.Item4?[0], AProblem.Stated)],
            Country = china ? "CN" : "FR",
            Isolation = oddity switch { 10 => Isolation.Process, 11 => Isolation.Machine, _ => null },
            OperatorCountry = china ? "CN" : oddity == 12 ? null : "US",
            Closures = oddity switch
            {
                13 => [new Closure(AProblem.Now.AddHours(2), AProblem.Now.AddHours(3), "switch")],
                14 => [new Closure(AProblem.Now.AddMinutes(-90), AProblem.Now.AddMinutes(20), "power"), new Closure(AProblem.Now.AddHours(5), AProblem.Now.AddDays(9), "move")],
                _ => null,
            },
            Trust = oddity is 3 or 8 ? 0.9 : oddity == 9 ? 0.5 : null,
            TrustProvenance = oddity == 8 ? Provenance.Assumed("new") : null,
            Transfers = oddity is 2 or 4 ? [new(new SiteId("a"), oddity == 2 ? null : 0.5, AProblem.Stated) { MegabytesPerSecond = oddity == 2 ? 40 : null }] : null,
            DeviceMemoryMebibytes = oddity == 0 ? null : oddity < 5 ? 32768 : 81920,
            Nodes = oddity == 15 ? [.. Enumerable.Range(0, devices / 2).Select(n => new SiteNode($"n{n}", 2, 8000, 65536))] : null,
            ForeignDevicesByHour = oddity is 3 or 9 or 11 ? [.. Enumerable.Range(0, 5 + oddity).Select(h => (h * oddity % 5) - 1)] : null,
            UnusableDevices = oddity switch { 9 => 2, 15 => 1, 16 => -1, _ => null },
            ForeignLapsesAt = oddity switch { 6 => AProblem.Now.AddMinutes(-1), 16 => AProblem.Now.AddMinutes(5), _ => null },
            MostDevices = oddity switch { 11 => 3, 14 => 5, 18 => 0, 19 => 99, _ => null },
            PriceFactorByClass = oddity switch
            {
                1 or 12 => new Dictionary<ServiceClass, double> { [ServiceClass.Guaranteed] = 1.25, [ServiceClass.BestEffort] = 0.4 },
                13 => new Dictionary<ServiceClass, double> { [ServiceClass.Guaranteed] = double.NaN },
                _ => null,
            },
            PowerFactorByHour = oddity is 5 or 8 or 11 or 16 ? [1, 0.5, 1.5, oddity / 10.0] : null,
            CarbonErrorByHour = oddity is 8 or 12 or 17 ? [0, 0.1, 0.5, oddity / 20.0] : null,
            CarbonAsOf = oddity is 8 or 17 ? AProblem.Now.AddHours(-oddity) : null,
            PowerFactorProvenance = oddity == 8 ? AProblem.Stated : null,
            JoinsGangs = oddity % 4 == 3 ? null : oddity != 6,
            TakesNoWork = oddity == 7 ? Refusal.Because("site-drained", ("site", site)) : null,
        });

    private static readonly Gen<Variant> Variants = Gen.Select(
        Gen.OneOf(Architectures), Gen.Int[1, 3], Mostly(Gen.Int[60, 20_000]), Gen.Int[600, 20_000], Gen.Int[0, 9],
        (architecture, devices, expected, limit, oddity) => AProblem.Variant(devices) with
        {
            Architecture = architecture,
            ExpectedSeconds = expected?[0],
            TimeLimitSeconds = limit,
            DeviceMemoryMebibytes = oddity == 0 ? 65536 : null,
            Model = oddity == 1 ? new AcceleratorModelId("some-other") : null,
            ReferenceModel = oddity is 2 or 3 ? AProblem.Pool().Model : null,
            Steps = oddity is 3 or 4 ? 10_000 : null,
            Throughput = oddity switch
            {
                3 => [new(Slow, 1, Basis.Measured)],
                4 => [new(AProblem.Pool().Model, 4, Basis.Stated), new(Slow, 1, Basis.Measured)],
                _ => null,
            },
        });

    private static readonly Gen<PlacementWishes> Wishes = Gen.Select(
        Seldom(Gen.Int[-60, 500]), Seldom(Gen.Int[0, 900]), Seldom(Gen.OneOf(Places)), Seldom(Gen.Int[1, 120]), Gen.Int[0, 19],
        (earliest, deadline, place, latency, oddity) => new PlacementWishes
        {
            EarliestStart = earliest is null ? null : AProblem.Now.AddMinutes(earliest[0]),
            Deadline = deadline is null ? null : AProblem.Now.AddMinutes(deadline[0]),
            ClientPlace = place?[0],
            MaxLatencyMilliseconds = latency?[0],
            DueBy = oddity > 15 ? AProblem.Now.AddMinutes(oddity * 10) : null,
            Data = oddity is 4 or 5 ? [new DataSet(new SiteId("a"), 100 * oddity, (DataBound)(oddity * 3 % 4))]
                : oddity == 6 ? [new DataSet(new SiteId("far"), 5), new DataSet(new SiteId("far"), 5, DataBound.Country)] : null,
            MinTrust = oddity is 7 or 8 ? 0.7 : null,
            MinIsolation = oddity == 9 ? Isolation.Container : null,
            AllowedOperatorCountries = oddity == 10 ? ["CN"] : null,
            Together = oddity is 11 or 12 && place is null ? [new($"w-{oddity % 3}")] : null,
            Apart = oddity is 12 or 13 or 14 ? [new($"w-{oddity % 4}"), new("standing")] : null,
            AllowedCountries = oddity == 0 ? ["CN"] : [],
            AllowedRegions = oddity == 1 ? [new RegionId("cn-b")] : [],
            AllowedSites = oddity == 2 ? [new SiteId("a")] : [],
            DeniedSites = oddity == 3 ? [new SiteId("a")] : [],
        });

    private static readonly Gen<Demand> Demands = Gen.Select(
        Gen.Int[0, 100], Gen.Int[0, 600], Gen.OneOf(1, 1, 2), Variants.List[1, 2], Wishes, Gen.OneOf(Sites), Gen.Int[0, 9],
        (priority, age, members, variants, wishes, lostAt, dice) => AProblem.Demand() with
        {
            Runs = dice == 1 ? new RunsAt(new PoolId($"{lostAt}.0"), new SiteId(lostAt), 50, 1800) : null,
            CostsAhead = dice is 3 or 4 ? [new(new SiteId(lostAt), 0), new(new SiteId("b"), dice * 1_000_000), new(new SiteId("b"), 7)] : null,
            Interruptible = dice is 3 or 4 or 5 ? new Interruptible { ResumeMinutes = age % 40, LeastMinutes = age % 3 * 20, ResumeYuan = age % 4 == 0 ? null : age % 5 } : null,
            ShareDone = dice == 4 ? priority / 100.0 : null,
            PlannedAt = dice == 2 ? new PoolId($"{lostAt}.1") : null,
            Avoids = dice == 0 ? [new AvoidedPool(new PoolId($"{lostAt}.0"), Refusal.Because("job-lost"))] : [],
            Priority = priority,
            SubmittedAt = AProblem.Now.AddMinutes(-age),
            GangMembers = dice is 3 or 4 or 5 ? members * dice : dice is 7 or 8 ? members * 3 : members,
            Span = dice switch { 3 or 4 or 5 or 6 => GangSpan.Site, 7 => GangSpan.Pool, _ => null },
            Variants = variants,
            Placement = wishes,
        });

    /// <summary>The like of a demand, running somewhere; now and then where nobody is, or one that waits too.</summary>
    private static Demand Started(Demand demand, int i, IReadOnlyList<PoolSupply> pools)
    {
        var place = pools.Count == 0 ? 0 : (demand.Priority + i) % pools.Count;
        var at = pools.Count == 0 ? new SiteId("a") : pools[place].Site;
        return demand with
        {
            Workload = new WorkloadId(demand.Priority == 7 ? $"w-{i}" : $"r-{i}"),
            Runs = new RunsAt(new PoolId($"{at}.{place}"), at, demand.Priority % 3, demand.Priority % 4 * 600) { VariantIndex = demand.Priority % 5 == 0 ? 1 : 0 },
            ShareDone = demand.Priority / 150.0,
            Interruptible = demand.Priority % 9 == 0 ? null : demand.Interruptible ?? new Interruptible { ResumeYuan = demand.Priority % 2 },
            Span = demand.Priority % 4 == 0 ? demand.Span : null,
        };
    }

    internal static readonly Gen<PlanningProblem> Small = Gen.Select(
        Pools.List[0, 5], Demands.List[0, 12], Gen.OneOf(15, 60, 7), Gen.OneOf(0, 1, 9, 16, 24),
        (pools, demands, minutes, slots) => AProblem.With(
            [.. pools.Select((p, i) => p with { Pool = new PoolId($"{p.Site}.{i}") })],
            [.. demands.Select((d, i) => d with { Workload = new WorkloadId($"w-{i}") })]) with
        {
            SlotMinutes = minutes,
            Slots = slots,
            Tenants = (minutes + slots + demands.Count) % 3 == 0 ? [new TenantLimits(new("tenant"), 3 + slots % 4, 10 + slots * 20) { Holds = [new Commitment(1, AProblem.Now.AddHours(1))] }] : null,
            Standing = slots != 9 ? null : [new StandingWorkload(new("standing"), new("b")) { Together = [new("w-3")] }],
            Running = (minutes + demands.Count) % 2 == 0 ? null : [.. demands.Take(3).Select((d, i) => Started(d, i, pools))],
            DataSites = [new DataSite(new("far"), new("cn-far"), "CN")],
            Models = [new ModelPeak(AProblem.Pool().Model, 312, AProblem.Stated), new ModelPeak(Slow, 65, AProblem.Stated)],
        });

    internal static readonly Gen<PlanningPolicy> Policies = Gen.Select(
        Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 2000], Gen.Int[0, 50], Gen.Int[0, 1000],
        (price, carbon, carbonPrice, waiting, seed) => new PlanningPolicy
        {
            PriceWeight = price,
            CarbonWeight = carbon,
            CarbonYuanPerTonne = carbonPrice,
            WaitingYuanPerHour = waiting / 10m,
            LatenessYuanPerHour = waiting,
            MigrationYuan = carbonPrice / 100m,
            StabilityYuan = seed % 3,
            FragmentationYuanPerDeviceHour = seed % 2 == 0 ? null : 0.5m,
            CarbonCaution = seed % 5 < 2 ? seed % 5 + 0.5 : null,
            ExtraPoolYuan = seed % 3 == 0 ? null : waiting / 7m,
            TrustWeight = carbon,
            MostMigrations = seed % 4 == 0 ? null : seed % 4,
            MostTenantFactor = 4,
            Tenants = seed % 4 == 0 ? [new TenantWeights(new("tenant"), Price: 0.5, Carbon: 10)] : null,
            Seed = seed,
        });

    internal static readonly Gen<(PlanningProblem Problem, PlanningPolicy Policy)> Cases = Gen.Select(Small, Policies, Gen.Int[0, 3], (problem, policy, dice) => dice == 0 ? Patient(problem, policy) : (problem, policy));

    /// <summary>Everybody may be interrupted, waiting costs little and carbon much: what most often runs in stretches.</summary>
    private static (PlanningProblem Problem, PlanningPolicy Policy) Patient(PlanningProblem problem, PlanningPolicy policy) => (
        problem with { Demands = [.. problem.Demands.Select((d, i) => d with { Interruptible = new() { ResumeMinutes = i % 3 * 5, LeastMinutes = 1 + i % 4 * 10, ResumeYuan = i % 5 * 0.01m } })] },
        policy with { WaitingYuanPerHour = policy.WaitingYuanPerHour / 100, LatenessYuanPerHour = policy.LatenessYuanPerHour / 100, CarbonYuanPerTonne = policy.CarbonYuanPerTonne * 20 });

    /// <summary>A list of one, or null one time in eight.</summary>
    private static Gen<T[]?> Mostly<T>(Gen<T> value) => Gen.Select(Gen.Int[0, 7], value, (dice, v) => dice == 0 ? null : new[] { v });

    /// <summary>Null, or a list of one one time in five.</summary>
    private static Gen<T[]?> Seldom<T>(Gen<T> value) => Gen.Select(Gen.Int[0, 4], value, (dice, v) => dice == 0 ? new[] { v } : null);
}
