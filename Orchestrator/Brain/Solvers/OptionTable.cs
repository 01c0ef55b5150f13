using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Brain.Rules.Constraints;
using ComputeNet.Brain.Rules.Objectives;

namespace ComputeNet.Brain.Solvers;

/// <summary>
/// Every admissible candidate of every demand, by the least that they can cost: the problem as the solvers see it. What is not in the table (a refused
/// pool, a part of a gang, a start outside the window) no solver can choose.
/// </summary>
[Encodes<PlacementsPassTheFilters>]
[Encodes<GangStaysWhole>]
[Encodes<StartsAreOnTheGrid>]
[Encodes<EarliestStartIsRespected>]
[Encodes<DeadlineIsMet>]
[Encodes<ClosuresAreRespected>]
internal sealed class OptionTable
{
    /// <summary>The waiting costs of each demand are kept on horizons up to so many slots; longer ones are few demands' business.</summary>
    private const int LongestKeptWait = 1_000;

    private readonly Option[] options;
    private readonly int[] firstOption;
    private readonly long[] absence;
    private readonly double[] waitingYuanPerHour;
    private readonly long[] earliestSeconds;
    private readonly double[] latenessYuanPerHour;
    private readonly HourlyCurve[] curves;
    private readonly HourlyCurve?[] priceFactors;
    private readonly long[]?[] rows;
    private readonly (long MicroYuan, int Slot)[] cheapest;
    private readonly long[] scratch;
    private readonly long[] splitLeast;
    private readonly long[]?[] waiting;
    private readonly Lazy<int[]> order;
    private long room;

    internal OptionTable(PlanningCase @case)
    {
        Case = @case;
        var demands = @case.Demands;
        (firstOption, absence) = (new int[demands.Count + 1], new long[demands.Count]);
        (waitingYuanPerHour, earliestSeconds, latenessYuanPerHour) = (new double[demands.Count], new long[demands.Count], new double[demands.Count]);
        curves = [.. @case.Pools.Select(p => p.ChargedCurve)];
        priceFactors = [.. @case.Pools.Select(p => p.PriceFactors)];
        var ofDemand = new Option[demands.Count][];
        var spreadsOf = new List<SpreadOption>?[demands.Count];
        Parallel.For(0, demands.Count, () => (Found: new List<Option>(), Order: new List<(long, int)>()), (d, _, scratch) =>
        {
            waitingYuanPerHour[d] = AvoidWaiting.YuanPerHour(@case, demands[d]);
            earliestSeconds[d] = demands[d].EarliestSeconds;
            latenessYuanPerHour[d] = AvoidLateness.YuanPerHour(@case, demands[d]);
            scratch.Found.Clear();
            absence[d] = AvoidLeavingUnplaced.OfAbsence(@case, demands[d], Collect(d, scratch.Found, ref spreadsOf[d]));
            ofDemand[d] = Sorted(scratch.Found, scratch.Order);
            return scratch;
        }, _ => { });
        for (var d = 0; d < demands.Count; d++)
            firstOption[d + 1] = firstOption[d] + ofDemand[d].Length;
        options = new Option[firstOption[^1]];
        var spreads = new List<SpreadOption>();
        Spreads = spreads;
        Windows = new RunWindows(@case.Pools.Count);
        for (var d = 0; d < demands.Count; d++)
        {
            for (var i = 0; i < ofDemand[d].Length; i++)
            {
                var option = ofDemand[d][i];
                options[firstOption[d] + i] = option.Spread > 0 ? option with { Spread = spreads.Count + option.Spread } : option with { Window = Windows.Of(option.Pool, option.Touched) };
            }
            ofDemand[d] = [];
            spreads.AddRange(spreadsOf[d] ?? []);
        }
        order = new Lazy<int[]>(ByImportance);
        splitLeast = @case.HasInterruptible ? new long[options.Length] : [];
        waiting = new long[demands.Count][];
        (cheapest, rows, scratch, room) = (new (long, int)[options.Length], new long[options.Length][], new long[Slots], @case.Policy.Limits.KeptStarts);
    }

    /// <summary>By the least that they can cost; equal ones as they were found.</summary>
    private static Option[] Sorted(List<Option> found, List<(long, int)> order)
    {
        order.Clear();
        for (var i = 0; i < found.Count; i++)
            order.Add((found[i].LeastMicroYuan, i));
        order.Sort();
        var sorted = new Option[found.Count];
        for (var i = 0; i < sorted.Length; i++)
            sorted[i] = found[order[i].Item2];
        return sorted;
    }

    internal PlanningCase Case { get; }
    internal int Demands => absence.Length;
    internal int Slots => Case.Clock.Slots;

    /// <summary>The pairs of pool and run length that occur, shared by all demands.</summary>
    internal RunWindows Windows { get; }

    /// <summary>Options of a demand, by the least that they can cost: from <c>FirstOf</c> up to, not including, <c>EndOf</c>.</summary>
    internal int FirstOf(int demand) => firstOption[demand];
    internal int EndOf(int demand) => firstOption[demand + 1];

    internal ref readonly Option this[int option] => ref options[option];

    /// <summary>The option as the law sees it.</summary>
    internal Candidacy Candidate(int demand, in Option option) => new(Case, Case.Demands[demand], option.Variant, Case.Pools[option.Pool]);

    /// <summary>The same with the members of a spread shared out; <paramref name="members"/> is null for an option in one pool.</summary>
    internal Candidacy Candidate(int demand, in Option option, int[]? members) => members is null ? Candidate(demand, option) : SpreadOf(option).Spread.With(members);

    /// <summary>Gangs over several pools, as far as any demand asks for them.</summary>
    internal IReadOnlyList<SpreadOption> Spreads { get; }

    internal SpreadOption SpreadOf(in Option option) => Spreads[option.Spread - 1];

    /// <summary>By priority, then age, then name: a total order that does not depend on how the problem lists its demands.</summary>
    internal int[] Order => order.Value;

    private int[] ByImportance() =>
    [
        .. Enumerable.Range(0, Demands)
            .OrderByDescending(d => Case.Demands[d].Demand.Priority)
            .ThenBy(d => Case.Demands[d].Demand.SubmittedAt)
            .ThenBy(d => Case.Demands[d].Demand.Workload.Value, StringComparer.Ordinal),
    ];

    /// <summary>Unit-slots of the demand's cheapest option; 0 when it has none.</summary>
    internal long SizeOf(int demand) =>
        FirstOf(demand) < EndOf(demand) ? (long)options[FirstOf(demand)].Units * options[FirstOf(demand)].Touched : 0;

    /// <summary>Whether the demand may also run in stretches, which no row of the table prices.</summary>
    internal bool IsInterruptible(int demand) => Case.Demands[demand].Interruption is not null;

    /// <summary>At least what the option costs in stretches without charges on slots; remembered. Adds slots looked at to <paramref name="work"/>.</summary>
    internal long SplitLeast(int demand, int option, ref long work)
    {
        // Threads that ask at once work out the same figure.
        if (Volatile.Read(ref splitLeast[option]) is > 0 and var known)
            return known;
        var least = Math.Max(1, SplitFloor.Of(this, null, demand, options[option], ref work).MicroYuan);
        Volatile.Write(ref splitLeast[option], least);
        return least;
    }

    /// <summary>The cost of leaving a demand out; at least that of any of its options.</summary>
    internal long AbsenceOf(int demand) => absence[demand];

    /// <summary>The objectives of the rulebook, term by term rounded as they are. Of a spread: with the members shared out as cheaply as can be.</summary>
    internal long CostOf(int demand, in Option option, int slot) => option.Spread > 0 ? CheapestSpread(demand, option, slot) : CostInOnePool(demand, option, slot);

    /// <summary>Of a spread with its members shared out like this.</summary>
    internal long CostOf(int demand, in Option option, int slot, int[]? members) => members is null
        ? CostOf(demand, option, slot)
        : SpreadOf(option).CostOfMembers(slot, members) + OnceCost(demand, option, slot);

    /// <summary>What a fate pays for its devices; nothing when it is left out.</summary>
    internal long ChargeOf(SlotPrices prices, in Fate fate)
    {
        if (!fate.IsPlaced)
            return 0;
        ref readonly var option = ref options[fate.Option];
        return fate.Members is { } members ? SpreadOf(option).ChargeOf(prices, fate.Slot, members, option.Touched) : prices.Charge(option, fate.Slot);
    }

    private long CheapestSpread(int demand, in Option option, int slot)
    {
        var spread = SpreadOf(option);
        Span<int> members = stackalloc int[spread.Pools.Length];
        // Admissible spreads have room for the gang as far as the size of the pools goes.
        return spread.ShareOut(slot, option.Touched, null, null, members)!.Value + OnceCost(demand, option, slot);
    }

    /// <summary>What a spread gang pays once when it starts there.</summary>
    internal long OnceCost(int demand, in Option option, int slot) => SpreadOf(option).OnceMicroYuan + WaitingCost(demand, slot) + LatenessCost(demand, option, slot);

    private long CostInOnePool(int demand, in Option option, int slot) =>
        option.FixedMicroYuan
        + PriceCost(option, slot)
        + PreferLowCarbon.At(option.YuanPerGram, curves[option.Pool], slot, option.DurationSeconds)
        + WaitingCost(demand, slot)
        + LatenessCost(demand, option, slot);

    /// <summary>
    /// The same for every start of the option's window, from its first slot. Rows are kept as long as there is room for them (pricing asks for
    /// the same ones hundreds of times), else worked out again in <paramref name="spare"/>, one per thread; without one the row is valid until the next call.
    /// </summary>
    internal ReadOnlySpan<long> CostRow(int demand, int option, long[]? spare = null)
    {
        if (rows[option] is { } kept)
            return kept;
        ref readonly var asked = ref options[option];
        var starts = asked.LastSlot - asked.FirstSlot + 1;
        var isKept = Interlocked.Add(ref room, -starts) >= 0;
        if (!isKept)
            Interlocked.Add(ref room, starts);
        var row = isKept ? new long[starts] : spare ?? scratch;
        Fill(demand, asked, row.AsSpan(0, starts));
        if (isKept)
            Volatile.Write(ref rows[option], row);
        return row.AsSpan(0, starts);
    }

    /// <summary>The costs of the starts in a row: what <see cref="CostOf(int, in Option, int)"/> says of each, with what they share worked out once.</summary>
    private void Fill(int demand, in Option option, Span<long> row)
    {
        if (option.Spread > 0 || priceFactors[option.Pool] is not null || latenessYuanPerHour[demand] != 0)
        {
            for (var i = 0; i < row.Length; i++)
                row[i] = CostOf(demand, option, option.FirstSlot + i);
            return;
        }
        PreferLowCarbon.Fill(row, option.YuanPerGram, curves[option.Pool], option.FirstSlot, option.DurationSeconds);
        var waits = waiting[demand];
        if (waits is null || waits.Length < option.FirstSlot + row.Length)
        {
            // Threads that ask at once work out the same figures.
            waits = new long[option.FirstSlot + row.Length];
            for (var slot = 0; slot < waits.Length; slot++)
                waits[slot] = WaitingCost(demand, slot);
            if (Slots <= LongestKeptWait)
                Volatile.Write(ref waiting[demand], waits);
        }
        for (var i = 0; i < row.Length; i++)
            row[i] += option.FixedMicroYuan + waits[option.FirstSlot + i];
    }

    /// <summary>The option may not start now: its gang finds no seats on the nodes of the pool. A start that was possible later still is.</summary>
    internal void BarFromNow(int option)
    {
        options[option] = options[option] with { FirstSlot = Math.Max(1, options[option].FirstSlot) };
        (rows[option], cheapest[option]) = (null!, default);
    }

    private long PriceCost(in Option option, int slot) =>
        priceFactors[option.Pool] is { } factors ? PreferLowPrice.At(option.YuanPerHour, factors, slot, option.DurationSeconds) : 0;

    /// <summary>The least cost over the option's window and the earliest start that has it; remembered.</summary>
    internal (long MicroYuan, int Slot) CheapestOf(int demand, int option)
    {
        // Nothing costs less than nothing, so a cost and slot of zero that was never worked out does no harm but to be worked out again.
        if (cheapest[option] is { MicroYuan: > 0 } known)
            return known;
        ref readonly var asked = ref options[option];
        var (least, at) = (long.MaxValue, asked.FirstSlot);
        for (var slot = asked.FirstSlot; slot <= asked.LastSlot; slot++)
        {
            if (CostOf(demand, asked, slot) is var cost && cost < least)
                (least, at) = (cost, slot);
        }
        return cheapest[option] = (least, at);
    }

    private long WaitingCost(int demand, int slot) =>
        AvoidWaiting.At(waitingYuanPerHour[demand], Math.Max(0, slot * Case.Clock.SlotSeconds - earliestSeconds[demand]) / 3600.0);

    private long LatenessCost(int demand, in Option option, int slot) =>
        latenessYuanPerHour[demand] == 0 ? 0
        : AvoidLateness.At(latenessYuanPerHour[demand], slot * Case.Clock.SlotSeconds, option.DurationSeconds, Case.Demands[demand].DueSeconds);

    /// <summary>Adds the demand's options; returns the cost of the dearest admissible placement.</summary>
    private long Collect(int d, List<Option> found, ref List<SpreadOption>? spreads)
    {
        var dearest = 0L;
        var (demand, rules) = (Case.Demands[d], new RulesOfDemand(Case, Case.Demands[d]));
        for (var variant = 0; variant < demand.Variants.Count; variant++)
        {
            foreach (var pool in Case.Pools)
            {
                var candidate = new Candidacy(Case, demand, variant, pool);
                if (!rules.Admits(candidate, out var atMost))
                    continue;
                dearest = Math.Max(dearest, atMost);
                var option = new Option
                {
                    Pool = pool.Index,
                    Variant = variant,
                    Units = (int)candidate.Units,
                    Accelerators = (int)candidate.QuotaDevices,
                    Touched = (int)Math.Min(Slots, candidate.Variant.TouchedSlots),
                    FirstSlot = (int)candidate.FirstSlot,
                    LastSlot = (int)candidate.LastSlot,
                    DurationSeconds = candidate.Variant.DurationSeconds,
                    FixedMicroYuan = rules.FixedCostOf(candidate),
                    YuanPerHour = PreferLowPrice.YuanPerHour(candidate),
                    YuanPerGram = PreferLowCarbon.YuanPerGram(candidate),
                };
                found.Add(option with { LeastMicroYuan = AtLeast(d, option) });
            }
        }
        foreach (var (spread, atMost) in Rules.Spreads.Of(Case, demand, rules))
        {
            dearest = Math.Max(dearest, atMost);
            (spreads ??= []).Add(new SpreadOption(spread, rules));
            found.Add(OfSpread(d, spread, spreads.Count, spreads[^1]));
        }
        return dearest;
    }

    /// <summary>The option of a spread; its least cost is exact.</summary>
    private Option OfSpread(int d, Spread spread, int number, SpreadOption prepared)
    {
        var option = new Option
        {
            Pool = spread.Pools[0].Index,
            Variant = spread.VariantIndex,
            Units = (int)spread.Variant.Devices,
            Accelerators = (int)spread.WholeIn(0).QuotaDevices,
            Touched = (int)Math.Min(Slots, spread.Variant.TouchedSlots),
            FirstSlot = (int)spread.FirstSlot,
            LastSlot = (int)spread.LastSlot,
            DurationSeconds = spread.Variant.DurationSeconds,
            FixedMicroYuan = prepared.OnceMicroYuan,
            YuanPerHour = 0,
            YuanPerGram = 0,
            Window = -1,
            Spread = number,
        };
        var (least, members) = (long.MaxValue, new int[prepared.Pools.Length]);
        for (var slot = option.FirstSlot; slot <= option.LastSlot; slot++)
            least = Math.Min(least, prepared.ShareOut(slot, option.Touched, null, null, members)!.Value + prepared.OnceMicroYuan + WaitingCost(d, slot) + LatenessCost(d, option, slot));
        return option with { LeastMicroYuan = least };
    }

    /// <summary>
    /// At least what the option costs at any start: the least intensity and price throughout, and no more waiting and lateness than at its first start. Cheap,
    /// and near enough to sort by; the exact least is only worked out for options that somebody looks at.
    /// </summary>
    private long AtLeast(int demand, in Option option)
    {
        // The curves sum the same hours in another order: a little under.
        var carbon = Under(Micro.FromYuan(option.YuanPerGram * curves[option.Pool].Least * (option.DurationSeconds / 3600.0)));
        var price = priceFactors[option.Pool] is { } factors ? Under(Micro.FromYuan(option.YuanPerHour * factors.Least * (option.DurationSeconds / 3600.0))) : 0;
        return option.FixedMicroYuan + price + carbon + WaitingCost(demand, option.FirstSlot) + LatenessCost(demand, option, option.FirstSlot);
    }

    private static long Under(long microYuan) => Math.Max(0, microYuan - 1 - microYuan / 1_000_000_000);
}
