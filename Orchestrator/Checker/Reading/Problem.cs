namespace ComputeNet.Checker.Reading;

/// <summary>A problem as stored, read without the brain's own types. Pools and demands named twice count once, as first told.</summary>
internal sealed record Problem(
    DateTimeOffset Now, int SlotMinutes, int Slots, IReadOnlyList<Pool> Pools, IReadOnlyList<Demand> Demands, IReadOnlyDictionary<string, double> Teraflops)
{
    private const int Schema = 1;

    internal static Problem Read(Node node)
    {
        // Where a solver began (the round before) and how far it might go from there says nothing about whether its plan keeps the law.
        node.KnowingOnly("schema", "now", "slotMinutes", "slots", "pools", "demands", "models", "tenants", "standing", "dataSites", "previous", "running");
        if (node.Find("schema") is { } schema && schema.Whole() != Schema)
            throw new UnreadableException(schema.Path, schema.Whole().ToString(), $"the schema of problems that the checker knows ({Schema})");
        return new Problem(
            node["now"].Instant(), node["slotMinutes"].Count(), node["slots"].Count(),
            [.. node["pools"].Items().Select(Pool.Read).DistinctBy(p => p.Id)],
            [.. node["demands"].Items().Select(Demand.Read).DistinctBy(d => d.Workload)],
            node.List("models").Select(m => (Model: m["model"].Text(), Peak: Known.Steps(m["teraflops"].Figure()))).Where(m => m.Peak is not null)
                .DistinctBy(m => m.Model).ToDictionary(m => m.Model, m => m.Peak!.Value))
        {
            Limits = node.List("tenants").Select(Reading.Limits.Read).DistinctBy(t => t.Tenant).ToDictionary(t => t.Tenant),
            Standing = [.. node.List("standing").Select(Reading.Standing.Read)],
            Running = [.. node.List("running").Select(Demand.Read).DistinctBy(d => d.Workload)],
            DataSites = [.. node.List("dataSites").Select(DataSite.Read)],
        };
    }

    internal IReadOnlyDictionary<string, Limits> Limits { get; private init; } = new Dictionary<string, Limits>();
    internal IReadOnlyList<Standing> Standing { get; private init; } = [];

    /// <summary>What runs and may be moved.</summary>
    internal IReadOnlyList<Demand> Running { get; private init; } = [];
    internal IReadOnlyList<DataSite> DataSites { get; private init; } = [];
}

internal sealed record Pool(string Id, string Site, string Region, string Country, string Architecture, string Model, int Devices)
{
    internal long? MemoryMebibytes { get; private init; }
    internal IReadOnlyList<Held> Commitments { get; private init; } = [];
    internal double? PriceYuanPerDeviceHour { get; private init; }

    /// <summary>From then on what was sensed of others' use is too old to place by; null: never.</summary>
    internal DateTimeOffset? SensingLapsesAt { get; private init; }
    internal IReadOnlyList<double>? PriceFactors { get; private init; }
    internal double? Watts { get; private init; }

    /// <summary>What each hour multiplies the power by; null when every hour takes the same.</summary>
    internal IReadOnlyList<double>? PowerFactors { get; private init; }

    /// <summary>By what share each hour's intensity may be off; null: it is no forecast.</summary>
    internal IReadOnlyList<double>? CarbonErrors { get; private init; }
    internal DateTimeOffset? CarbonAsOf { get; private init; }

    /// <summary>Devices that others use in each hour; null: none.</summary>
    internal IReadOnlyList<int>? Foreign { get; private init; }

    /// <summary>Sick or draining, at all times.</summary>
    internal int Unusable { get; private init; }

    /// <summary>The most that the network may hold at once; never more than there are.</summary>
    internal int Most { get; private init; }

    /// <summary>What a class multiplies the price by, where that is told.</summary>
    internal IReadOnlyDictionary<string, double> ClassFactors { get; private init; } = new Dictionary<string, double>();
    internal double? Pue { get; private init; }
    internal IReadOnlyList<double>? GramsPerKilowattHour { get; private init; }
    internal IReadOnlyList<(string Place, double? Milliseconds)> Latencies { get; private init; } = [];
    internal bool TakesWork { get; private init; }
    private IReadOnlyList<Machine> Told { get; init; } = [];
    internal Split Split { get; private init; } = new(Split.Exclusive, []);
    internal IReadOnlyList<Seated> Seated { get; private init; } = [];

    /// <summary>The nodes, when they are all of the pool and none contradicts it; else null: the pool is a count.</summary>
    internal IReadOnlyList<Machine>? Machines =>
        Told.Count > 0 && Devices <= MostMachineDevices && Told.All(m => m.IsSound) && Told.Sum(m => (long)m.Devices) == Devices && Told.DistinctBy(m => m.Id).Count() == Told.Count ? Told : null;

    /// <summary>What one device counts in capacity: 1, or 1000 where nodes share devices.</summary>
    internal int UnitsPerDevice => Machines is not null && Split.Offers < Split.Exclusive ? 1000 : 1;

    /// <summary>A larger pool stays a count.</summary>
    private const int MostMachineDevices = 1_000_000;

    /// <summary>Whether a gang may have members here and in other pools of the site.</summary>
    internal bool JoinsGangs { get; private init; }

    /// <summary>Yuan per gigabyte from other sites, and how fast the data comes; null is unknown.</summary>
    internal IReadOnlyList<(string From, double? YuanPerGigabyte, double? MegabytesPerSecond)> Transfers { get; private init; } = [];
    internal double? Trust { get; private init; }

    /// <summary>Nobody has seen the site keep or break a promise.</summary>
    internal bool TrustIsAssumed { get; private init; }
    internal int? Isolation { get; private init; }
    internal string? OperatorCountry { get; private init; }
    internal IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Closures { get; private init; } = [];

    internal static Pool Read(Node node)
    {
        node.KnowingOnly(
            "pool", "site", "region", "country", "architecture", "model", "devices", "deviceMemoryMebibytes", "commitments", "priceYuanPerDeviceHour", "priceProvenance", "priceFactorByHour",
            "wattsPerDevice", "wattsProvenance", "pue", "pueProvenance", "carbonGramsPerKilowattHour", "carbonProvenance", "latencies", "transfers", "trust", "trustProvenance", "foreignAsOf", "unusableDevices", "mostDevices", "priceFactorByClass",
            "isolation", "operatorCountry", "closures", "takesNoWork", "foreignLapsesAt", "nodes", "sharing", "seated", "joinsGangs", "foreignDevicesByHour", "foreignProvenance", "powerFactorByHour", "powerFactorProvenance", "carbonErrorByHour", "carbonAsOf");
        return new Pool(
            node["pool"].Text(), node["site"].Text(), node["region"].Text(), node["country"].Text(),
            node["architecture"].Text(), node["model"].Text(), Math.Max(0, node["devices"].Count()))
        {
            MemoryMebibytes = node.Find("deviceMemoryMebibytes")?.Whole(),
            Commitments = [.. node.List("commitments").Select(Held.Read)],
            PriceYuanPerDeviceHour = Known.Figure((double?)node.Find("priceYuanPerDeviceHour")?.Money()),
            PriceFactors = Known.All(node.Find("priceFactorByHour")?.Items().Select(v => v.Figure()).ToList()),
            Watts = Known.Figure(node.Find("wattsPerDevice")?.Figure()) is > 0 and var watts ? watts : null,
            PowerFactors = Known.All(node.Find("powerFactorByHour")?.Items().Select(v => v.Figure()).ToList()),
            CarbonErrors = Known.All(node.Find("carbonErrorByHour")?.Items().Select(v => v.Figure()).ToList()),
            CarbonAsOf = node.Find("carbonAsOf")?.Instant(),
            Unusable = Math.Max(0, node.Find("unusableDevices")?.Count() ?? 0),
            Most = Math.Clamp(node.Find("mostDevices")?.Count() ?? int.MaxValue, 0, Math.Max(0, node["devices"].Count())),
            ClassFactors = FactorsIn(node.Find("priceFactorByClass")),
            Foreign = node.Find("foreignDevicesByHour")?.Items().Select(v => v.Count()).ToList() is { Count: > 0 } foreign ? foreign : null,
            Pue = node.Find("pue")?.Figure() is >= 1 and <= 10 and var pue ? pue : null,
            GramsPerKilowattHour = Known.All(node.Find("carbonGramsPerKilowattHour")?.Items().Select(v => v.Figure()).ToList()),
            Latencies = [.. node.List("latencies").Select(l => (l["place"].Text(), Known.Figure(l.Find("milliseconds")?.Figure())))],
            Transfers = [.. node.List("transfers").Select(t => (t["from"].Text(), Known.Figure(t.Find("yuanPerGigabyte")?.Figure()), Known.Speed(t.Find("megabytesPerSecond")?.Figure())))],
            Trust = node.Find("trust")?.Figure() is >= 0 and <= 1 and var trust ? trust : null,
            TrustIsAssumed = node.Find("trustProvenance")?.Find("basis")?.Text() == "assumed",
            Isolation = Isolations.Rank(node.Find("isolation")),
            OperatorCountry = node.Find("operatorCountry")?.Text(),
            Closures = [.. node.List("closures").Select(c => (c.KnowingOnly("from", "to", "reason")["from"].Instant(), c["to"].Instant()))],
            TakesWork = node.Find("takesNoWork") is null,
            SensingLapsesAt = node.Find("foreignLapsesAt")?.Instant(),
            Told = [.. node.List("nodes").Select(Machine.Read)],
            Split = node.Find("sharing") is { } sharing ? Split.Read(sharing) : new Split(Split.Exclusive, []),
            Seated = [.. node.List("seated").Select(Reading.Seated.Read)],
            JoinsGangs = node.Find("joinsGangs")?.Truth() ?? false,
        };
    }

    /// <summary>A factor that is no figure counts as none.</summary>
    private static Dictionary<string, double> FactorsIn(Node? told)
    {
        var factors = new Dictionary<string, double>();
        foreach (var name in Classes)
        {
            if (Known.Figure(told?.KnowingOnly(Classes).Find(name)?.Figure()) is { } factor)
                factors[name] = factor;
        }
        return factors;
    }

    private static readonly string[] Classes = ["guaranteed", "burstable", "bestEffort"];
}

internal sealed record Demand(string Workload, string Tenant, int Priority, int GangMembers, IReadOnlyList<Variant> Variants, Wishes Wishes, IReadOnlyList<string> AvoidedPools)
{
    internal Running? Runs { get; private init; }
    internal string? PlannedAt { get; private init; }

    /// <summary>What the stages after it cost from each site, above the best; of a site told twice the first counts.</summary>
    internal IReadOnlyList<(string Site, long MicroYuan)> CostsAhead { get; private init; } = [];

    /// <summary>What interrupting it takes; null when it runs in one piece, or its terms make no sense.</summary>
    internal Interruption? Interruption { get; private init; }

    /// <summary>The same while it goes on where it is: without a resume, and with what it reads.</summary>
    internal Demand GoingOn => this with { Interruption = Interruption is { } terms ? terms with { ResumeSeconds = 0, ResumeYuan = 0 } : null, Wishes = Wishes.WithoutData };

    /// <summary>The share of its work that is done; null when it has not begun.</summary>
    internal double? ShareDone { get; private init; }

    /// <summary>Whether its members may stand in several pools of a site.</summary>
    internal bool MaySpread { get; private init; }

    private static bool ReadSpan(Node? span) => span?.Text() switch
    {
        null or "pool" => false,
        "site" => true,
        var other => throw new UnreadableException(span!.Value.Path, other, "a span that the checker knows"),
    };

    internal static Demand Read(Node node)
    {
        node.KnowingOnly("workload", "tenant", "priority", "submittedAt", "gangMembers", "variants", "placement", "avoids", "runs", "plannedAt", "costsAhead", "interruptible", "shareDone", "span");
        return new Demand(
            node["workload"].Text(), node["tenant"].Text(), node["priority"].Count(), node["gangMembers"].Count(), [.. node["variants"].Items().Select(Variant.Read)],
            Wishes.Read(node["placement"]), [.. node.List("avoids").Select(a => a["pool"].Text())])
        {
            Runs = node.Find("runs") is { } runs ? Running.Read(runs) : null,
            PlannedAt = node.Find("plannedAt")?.Text(),
            CostsAhead = [.. node.List("costsAhead").Select(c => (c.KnowingOnly("site", "microYuan")["site"].Text(), c["microYuan"].Whole()))],
            Interruption = node.Find("interruptible") is { } terms ? Interruption.Read(terms) : null,
            ShareDone = node.Find("shareDone")?.Figure() is >= 0 and <= 1 and var done ? done : null,
            MaySpread = ReadSpan(node.Find("span")) && node["gangMembers"].Count() > 1,
        };
    }
}

/// <summary>How long and how much a resume takes, and the least work of a stretch.</summary>
internal sealed record Interruption(long ResumeSeconds, double ResumeYuan, long LeastSeconds)
{
    private const int MostMinutes = 366 * 24 * 60;

    internal static Interruption? Read(Node node)
    {
        node.KnowingOnly("checkpointGigabytes", "resumeMinutes", "resumeYuan", "leastMinutes", "staysIn");
        var (resume, least) = (node["resumeMinutes"].Count(), node["leastMinutes"].Count());
        return resume is >= 0 and <= MostMinutes && least is >= 0 and <= MostMinutes && Known.Figure((double)(node.Find("resumeYuan")?.Money() ?? 0)) is { } yuan
            ? new Interruption(resume * 60L, yuan, Math.Max(1, least * 60L)) : null;
    }
}

/// <summary>Where a demand runs now, what its checkpoint weighs, and the work that a move would lose.</summary>
internal sealed record Running(string Pool, string Site, double CheckpointGigabytes, long SecondsSinceCheckpoint)
{
    /// <summary>The variant that runs there; null when it does not run now.</summary>
    internal int? Variant { get; private init; }

    internal static Running Read(Node node)
    {
        node.KnowingOnly("pool", "site", "checkpointGigabytes", "secondsSinceCheckpoint", "variantIndex");
        return new Running(node["pool"].Text(), node["site"].Text(), node["checkpointGigabytes"].Figure(), node["secondsSinceCheckpoint"].Whole())
        {
            Variant = node.Find("variantIndex")?.Count(),
        };
    }
}

internal sealed record Variant(string Architecture, string? Model, int DevicesPerMember, long? MemoryMebibytes, long? ExpectedSeconds, long TimeLimitSeconds)
{
    internal string? ReferenceModel { get; private init; }
    internal double? Steps { get; private init; }
    internal IReadOnlyList<Throughput> Throughputs { get; private init; } = [];

    /// <summary>The share of each device; null is the whole.</summary>
    internal int? MilliPerDevice { get; private init; }
    internal int Separation { get; private init; }
    internal int MilliCores { get; private init; }
    internal int HostMebibytes { get; private init; }
    internal bool OneIsland { get; private init; }
    internal string Class { get; private init; } = "guaranteed";
    internal bool IsBestEffort => Class == Seated.BestEffort;

    internal static Variant Read(Node node)
    {
        node.KnowingOnly(
            "architecture", "model", "devicesPerMember", "deviceMemoryMebibytes", "expectedSeconds", "timeLimitSeconds", "command", "environment", "memoryLimitMebibytes",
            "referenceModel", "steps", "throughput", "milliPerDevice", "deviceIsolation", "milliCoresPerMember", "oneIsland", "class");
        return new Variant(
            node["architecture"].Text(), node.Find("model")?.Text(), node["devicesPerMember"].Count(), node.Find("deviceMemoryMebibytes")?.Whole(),
            node.Find("expectedSeconds")?.Whole(), node["timeLimitSeconds"].Whole())
        {
            ReferenceModel = node.Find("referenceModel")?.Text(),
            Steps = Known.Steps(node.Find("steps")?.Figure()),
            Throughputs = [.. node.List("throughput").Select(Throughput.Read)],
            MilliPerDevice = node.Find("milliPerDevice")?.Count(),
            Separation = node.Find("deviceIsolation") is { } separation ? Split.Rank(separation) : Split.Software,
            MilliCores = node.Find("milliCoresPerMember")?.Count() ?? 0,
            HostMebibytes = (int)Math.Clamp(node.Find("memoryLimitMebibytes")?.Whole() ?? 0, 0, int.MaxValue),
            Class = node.Find("class")?.Text() ?? "guaranteed",
            OneIsland = node.Find("oneIsland")?.Truth() ?? false,
        };
    }
}

/// <summary>How fast the program runs on one device model, and how that is known.</summary>
internal sealed record Throughput(string Model, double? StepsPerSecond, string Basis)
{
    internal static Throughput Read(Node node)
    {
        node.KnowingOnly("model", "stepsPerSecond", "basis");
        return new Throughput(node["model"].Text(), Known.Steps(node["stepsPerSecond"].Figure()), node["basis"].Text());
    }
}

internal sealed record Wishes(
    DateTimeOffset? Earliest, DateTimeOffset? Deadline, IReadOnlyList<string> Countries, IReadOnlyList<string> Regions,
    IReadOnlyList<string> Sites, IReadOnlyList<string> DeniedSites, string? ClientPlace, double? MostMilliseconds)
{
    internal DateTimeOffset? DueBy { get; private init; }

    /// <summary>Where the data lies and how much it is.</summary>
    internal IReadOnlyList<DataAt> Data { get; private init; } = [];
    internal Wishes WithoutData => this with { Data = [] };
    internal double? MinTrust { get; private init; }
    internal int? MinIsolation { get; private init; }
    internal IReadOnlyList<string> OperatorCountries { get; private init; } = [];
    internal IReadOnlyList<string> Together { get; private init; } = [];
    internal IReadOnlyList<string> Apart { get; private init; } = [];

    internal static Wishes Read(Node node)
    {
        node.KnowingOnly("earliestStart", "deadline", "allowedCountries", "allowedRegions", "allowedSites", "deniedSites", "clientPlace", "maxLatencyMilliseconds", "dueBy", "data",
            "minTrust", "minIsolation", "allowedOperatorCountries", "together", "apart");
        IReadOnlyList<string> Names(string list) => node.Names(list);
        return new Wishes(
            node.Find("earliestStart")?.Instant(), node.Find("deadline")?.Instant(), Names("allowedCountries"), Names("allowedRegions"),
            Names("allowedSites"), Names("deniedSites"), node.Find("clientPlace")?.Text(), node.Find("maxLatencyMilliseconds")?.Figure())
        {
            DueBy = node.Find("dueBy")?.Instant(),
            Data = [.. node.List("data").Select(DataAt.Read)],
            MinTrust = node.Find("minTrust")?.Figure(),
            MinIsolation = Isolations.Rank(node.Find("minIsolation")),
            OperatorCountries = Names("allowedOperatorCountries"),
            Together = Names("together"),
            Apart = Names("apart"),
        };
    }
}

internal static class Optional
{
    /// <summary>An absent list is empty.</summary>
    internal static IReadOnlyList<Node> List(this Node node, string name) => node.Find(name)?.Items() ?? [];

    internal static IReadOnlyList<string> Names(this Node node, string name) => [.. node.List(name).Select(n => n.Text())];
}
