using ComputeNet.Brain.Explanations;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Plans;

/// <summary>Where a solver put one demand; null pool: nowhere.</summary>
internal readonly record struct Decision(DemandFacts Demand, PoolFacts? Pool, int VariantIndex, int StartSlot, Stretched? Stretches = null)
{
    /// <summary>On the nodes of a pool that knows them, when it starts now.</summary>
    internal NodeSeats? Seats { get; init; }

    /// <summary>The candidate with its parts, where the gang is spread over several pools.</summary>
    internal Candidacy? Spread { get; init; }
}

/// <summary>Turns decisions into a plan with terms, figures and reasons, all from the law and not from the solver's own sums.</summary>
internal static class PlanWriter
{
    internal static Plan Write(PlanningCase @case, IReadOnlyList<Decision> decisions, string solver, IReadOnlyList<PoolPrices> prices, long lowerBound)
    {
        var placed = decisions.Where(d => d.Pool is not null).ToList();
        var placements = new Placement[placed.Count];
        Parallel.For(0, placed.Count, i => placements[i] = Place(@case, placed[i]));
        var left = new CapacityLeft(@case, placements);
        var digest = "";
        // The text of a large problem takes as long to make as the reasons do.
        Parallel.Invoke(
            () => digest = ProblemJson.Digest(@case.Problem),
            () =>
            {
                for (var i = 0; i < placements.Length; i++)
                    placements[i] = placements[i] with { WhyLater = WhyLater(@case, placements[i], left) };
            });
        List<LeftOut> leftOut = [.. decisions.Where(d => d.Pool is null).Select(d => new LeftOut(
            d.Demand.Demand.Workload, PendingReason.Never(@case, d.Demand, left), Rulebook.TermsOfAbsence(@case, d.Demand)))];
        var terms = Total(@case, [.. placements.Select(p => p.Terms), .. leftOut.Select(l => l.Terms)]);
        return new Plan
        {
            ProblemDigest = digest,
            PolicyDigest = PolicyJson.Digest(@case.Policy),
            Solver = @case.Clock.IsCut ? $"{solver}; horizon cut to {@case.Clock.Slots} slots" : solver,
            Placements = placements,
            LeftOut = leftOut,
            ObjectiveMicroYuan = terms.Sum(t => t.MicroYuan),
            Terms = terms,
            LowerBoundMicroYuan = lowerBound,
            Prices = prices,
        };
    }

    internal static Placement Place(PlanningCase @case, Decision decision)
    {
        var candidate = decision.Spread ?? new Candidacy(@case, decision.Demand, decision.VariantIndex, decision.Pool!);
        return new Placement(
            decision.Demand.Demand.Workload,
            decision.Pool!.Supply.Site,
            decision.Pool.Supply.Pool,
            decision.VariantIndex,
            (int)candidate.Variant.Devices,
            decision.StartSlot,
            @case.Clock.StartOf(decision.StartSlot),
            decision.Stretches is { } run ? @case.Clock.EndOf(0, run.EndSecond) : @case.Clock.EndOf(decision.StartSlot, candidate.Variant.DurationSeconds),
            candidate.Variant.DurationIsAssumed,
            FiguresOf.Candidate(candidate, decision.StartSlot, decision.Stretches),
            decision.Stretches is { } stretched ? Rulebook.TermsOf(candidate, stretched) : Rulebook.TermsOf(candidate, decision.StartSlot),
            null)
        {
            RunTime = candidate.Variant.Time,
            MilliPerDevice = candidate.MilliPerDevice < Packing.Node.Whole ? candidate.MilliPerDevice : null,
            Seats = decision.Seats?.Members,
            Evicts = decision.Seats?.Evicts,
            Stretches = decision.Stretches?.Written,
            Parts = PlacedCandidates.PartsOf(candidate),
        };
    }

    private static Refusal? WhyLater(PlanningCase @case, Placement placement, CapacityLeft left)
    {
        if (placement.StartSlot == 0)
            return null;
        left.Release(@case, placement);
        var chosen = placement.CandidateIn(@case)!.Value;
        var why = PendingReason.Later(chosen, placement.StartSlot, left, placement.Terms);
        left.Take(@case, placement);
        return why;
    }

    private static List<CostTerm> Total(PlanningCase @case, List<IReadOnlyList<CostTerm>> all) =>
    [
        .. Rulebook.ObjectivesOf(@case).Select((o, index) => new CostTerm(o.Id, all.Sum(terms => terms[index].MicroYuan))),
    ];
}
