using ComputeNet.Checker.Law;

namespace ComputeNet.Checker.Reading;

/// <summary>A plan as stored. Its texts (solver, reasons, provenances) are for people and not checked.</summary>
internal sealed record Plan(
    string ProblemDigest, string PolicyDigest, IReadOnlyList<Placed> Placements, IReadOnlyList<Left> LeftOut,
    long ObjectiveMicroYuan, IReadOnlyList<Term> Terms, long BoundMicroYuan, IReadOnlyList<Prices> Prices, string Path)
{
    private const int Schema = 1;

    internal static Plan Read(Node node)
    {
        node.KnowingOnly(
            "schema", "problemDigest", "policyDigest", "solver", "placements", "leftOut", "objectiveMicroYuan", "terms", "lowerBoundMicroYuan", "prices", "moves");
        if (node.Find("schema") is { } schema && schema.Whole() != Schema)
            throw new UnreadableException(schema.Path, schema.Whole().ToString(), $"the schema of plans that the checker knows ({Schema})");
        return new Plan(
            node["problemDigest"].Text(), node["policyDigest"].Text(),
            [.. node["placements"].Items().Select(Placed.Read)], [.. node["leftOut"].Items().Select(Left.Read)],
            node["objectiveMicroYuan"].Whole(), Term.ReadAll(node), node["lowerBoundMicroYuan"].Whole(), [.. node["prices"].Items().Select(Reading.Prices.Read)], node.Path)
        {
            Moves = [.. node.List("moves").Select(Moved.Read)],
        };
    }

    internal IReadOnlyList<Moved> Moves { get; private init; } = [];
}

/// <summary>A running workload that goes on elsewhere, and what staying would cost.</summary>
internal sealed record Moved(string From, Placed To, IReadOnlyList<Term> Staying, string Path)
{
    internal static Moved Read(Node node) =>
        new(node.KnowingOnly("from", "to", "staying")["from"].Text(), Placed.Read(node["to"]), Term.ReadAll(node, "staying"), node.Path);
}

internal sealed record Placed(
    string Workload, string Site, string Pool, int Variant, int Devices, int StartSlot, DateTimeOffset Start, DateTimeOffset End,
    bool DurationIsAssumed, Told Figures, IReadOnlyList<Term> Terms, string Path)
{
    /// <summary>Null in plans from before models mattered.</summary>
    internal RunTime? RunTime { get; private init; }

    /// <summary>Null: whole devices.</summary>
    internal int? MilliPerDevice { get; private init; }
    internal IReadOnlyList<Sitting>? Seats { get; private init; }

    /// <summary>Who gives way for it; null: nobody.</summary>
    internal IReadOnlyList<string>? Evicts { get; private init; }

    /// <summary>Null: in one piece.</summary>
    internal IReadOnlyList<(DateTimeOffset Start, DateTimeOffset End)>? Stretches { get; private init; }

    /// <summary>Members by pool of a gang over several; null: whole in its one pool.</summary>
    internal IReadOnlyList<(string Pool, int Members)>? Parts { get; private init; }

    internal static Placed Read(Node node)
    {
        node.KnowingOnly(
            "workload", "site", "pool", "variantIndex", "devices", "startSlot", "start", "end", "durationIsAssumed", "figures", "terms", "whyLater", "runTime", "stretches", "milliPerDevice", "seats", "evicts", "parts");
        return new Placed(
            node["workload"].Text(), node["site"].Text(), node["pool"].Text(), node["variantIndex"].Count(), node["devices"].Count(), node["startSlot"].Count(),
            node["start"].Instant(), node["end"].Instant(), node["durationIsAssumed"].Truth(), Told.Read(node["figures"]), Term.ReadAll(node), node.Path)
        {
            Stretches = node.Find("stretches")?.Items().Select(s => (s.KnowingOnly("start", "end")["start"].Instant(), s["end"].Instant())).ToList(),
            RunTime = node.Find("runTime") is { } time ? ReadTime(time) : null,
            MilliPerDevice = node.Find("milliPerDevice")?.Count(),
            Evicts = node.Find("evicts") is null ? null : node.Names("evicts"),
            Seats = node.Find("seats")?.Items().Select(Sitting.Read).ToList(),
            Parts = node.Find("parts") is { } parts ? [.. parts.Items().Select(p => (p.KnowingOnly("pool", "members")["pool"].Text(), p["members"].Count()))] : null,
        };
    }

    private static RunTime ReadTime(Node node)
    {
        var basis = node.KnowingOnly("durationSeconds", "timeLimitSeconds", "basis", "transferSeconds")["basis"];
        return RunTime.Rank(basis.Text()) is >= 0 and var rank
            ? new RunTime(node["durationSeconds"].Whole(), node["timeLimitSeconds"].Whole(), rank) { TransferSeconds = node.Find("transferSeconds")?.Whole() }
            : throw new UnreadableException(basis.Path, basis.Text(), "a basis that the checker knows");
    }
}

/// <summary>The unweighted figures that a placement tells; null is unknown.</summary>
internal sealed record Told(decimal? PriceYuan, double? Milliseconds, double? KilowattHours, double? CarbonGrams, decimal? EgressYuan)
{
    /// <summary>How far the carbon figure may be off, and since when its forecast is known.</summary>
    internal double? CarbonErrorGrams { get; private init; }
    internal DateTimeOffset? CarbonAsOf { get; private init; }

    internal static Told Read(Node node)
    {
        node.KnowingOnly(
            "priceYuan", "priceProvenance", "latencyMilliseconds", "latencyProvenance", "energyKilowattHours", "carbonGrams", "carbonProvenance", "egressYuan", "carbonErrorGrams", "carbonAsOf");
        return new Told(
            node.Find("priceYuan")?.Money(), node.Find("latencyMilliseconds")?.Figure(), node.Find("energyKilowattHours")?.Figure(), node.Find("carbonGrams")?.Figure(),
            node.Find("egressYuan")?.Money())
        {
            CarbonErrorGrams = node.Find("carbonErrorGrams")?.Figure(),
            CarbonAsOf = node.Find("carbonAsOf")?.Instant(),
        };
    }
}

internal sealed record Left(string Workload, IReadOnlyList<Term> Terms, string Path)
{
    internal static Left Read(Node node) => new(node.KnowingOnly("workload", "why", "terms")["workload"].Text(), Term.ReadAll(node), node.Path);
}

internal sealed record Term(string Objective, long MicroYuan, string Path)
{
    internal static IReadOnlyList<Term> ReadAll(Node owner, string name = "terms") =>
        [.. owner[name].Items().Select(t => new Term(t.KnowingOnly("objective", "microYuan")["objective"].Text(), t["microYuan"].Whole(), t.Path))];
}

internal sealed record Prices(string Pool, IReadOnlyList<long> MicroYuanPerDeviceSlot, string Path)
{
    internal static Prices Read(Node node) => new(
        node.KnowingOnly("pool", "microYuanPerDeviceSlot")["pool"].Text(), [.. node["microYuanPerDeviceSlot"].Items().Select(p => p.Whole())], node.Path);
}
