using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules.Constraints;
using ComputeNet.Brain.Rules.Filters;
using ComputeNet.Brain.Rules.Objectives;
using ComputeNet.Contracts.Plans;

namespace ComputeNet.Brain.Rules;

/// <summary>
/// The law on one page. Filters say where a demand may ever run (in this order; the first "no" is the reason shown), constraints what
/// no plan may do, objectives what a plan costs. Solvers only encode it; the checker holds every plan against it.
/// </summary>
public static class Rulebook
{
    public static IReadOnlyList<IFilter> Filters { get; } =
    [
        new DemandIsWellFormed(),
        new ArchitectureMatches(),
        new ModelMatches(),
        new DeviceMemoryIsKnown(),
        new DeviceMemorySuffices(),
        new GangFitsPool(),
        new MemberFitsNode(),
        new TimeLimitSuffices(),
        new CountryIsAllowed(),
        new RegionIsAllowed(),
        new SiteIsAllowed(),
        new SiteIsNotDenied(),
        new OperatorCountryIsAllowed(),
        new DataStaysInBounds(),
        new IsolationSuffices(),
        new TrustIsKnown(),
        new TrustIsSufficient(),
        new GangFitsQuota(),
        new LatencyIsKnown(),
        new LatencyIsWithinLimit(),
        new SiteAcceptsWork(),
        new SensingIsFresh(),
        new PoolDidNotFailRecently(),
        new StandsByItsCompanions(),
        new KeepsItsDistance(),
        new StartIsWithinHorizon(),
        new DeadlineIsReachable(),
        new RunFitsBetweenClosures(),
        new PriceIsKnown(),
        new RunFitsBudget(),
        new CostIsInRange(),
    ];

    public static IReadOnlyList<IConstraint> Constraints { get; } =
    [
        new EachDemandIsPlacedOnce(),
        new PlacementsPassTheFilters(),
        new GangStaysWhole(),
        new StartsAreOnTheGrid(),
        new EarliestStartIsRespected(),
        new DeadlineIsMet(),
        new CapacityIsNotExceeded(),
        new SeatsAreKept(),
        new ClosuresAreRespected(),
        new QuotaIsNotExceeded(),
        new BudgetIsNotExceeded(),
        new TiesAreKept(),
        new StretchesDoTheWork(),
        new MovesGain(),
    ];

    public static IReadOnlyList<IObjective> Objectives { get; } =
    [
        new PreferLowPrice(),
        new PreferLowLatency(),
        new PreferLowCarbon(),
        new PreferNearData(),
        new PreferNearSuccessors(),
        new AvoidWaiting(),
        new AvoidLateness(),
        new AvoidMoving(),
        new PreferStability(),
        new AvoidFragmenting(),
        new PreferTrusted(),
        new AvoidResuming(),
        new AvoidLeavingUnplaced(),
        new PreferOnePool(),
    ];

    /// <summary>The first filter that does not allow the candidate, or null.</summary>
    public static IFilter? FirstRefusing(in Candidacy candidate)
    {
        foreach (var filter in filters)
        {
            if (!filter.Allows(candidate))
                return filter;
        }
        return null;
    }

    public static bool Admits(in Candidacy candidate) => FirstRefusing(candidate) is null;

    /// <summary>What the candidate costs in total when it starts in the slot.</summary>
    public static long CostOf(in Candidacy candidate, int startSlot)
    {
        var cost = 0L;
        foreach (var objective in objectives)
            cost += TermOf(objective, candidate, startSlot);
        return cost;
    }

    /// <summary>The same, term by term.</summary>
    public static IReadOnlyList<CostTerm> TermsOf(in Candidacy candidate, int startSlot)
    {
        // A demand that is not of the problem may be spread where none of the problem's may.
        var listed = ObjectivesOf(candidate.Case.HasInterruptible, candidate.Case.HasSpreads || candidate.Spread is not null);
        var terms = new CostTerm[listed.Count];
        for (var i = 0; i < terms.Length; i++)
            terms[i] = new CostTerm(listed[i].Id, TermOf(listed[i], candidate, startSlot));
        return terms;
    }

    /// <summary>What the candidate costs when it runs in stretches, term by term.</summary>
    public static IReadOnlyList<CostTerm> TermsOf(in Candidacy candidate, Stretched run)
    {
        var listed = ObjectivesOf(candidate.Case);
        var terms = new CostTerm[listed.Count];
        for (var i = 0; i < terms.Length; i++)
            terms[i] = new CostTerm(listed[i].Id, listed[i].OfStretches(candidate, run));
        return terms;
    }

    private static long TermOf(IObjective objective, in Candidacy candidate, int startSlot) =>
        candidate.Members is { } members ? Spreads.TermOf(objective, candidate.Spread!, members, startSlot) : objective.OfPlacement(candidate, startSlot);

    /// <summary>The terms that a plan of the problem lists: all, but those of interruptions and of spread gangs only where there can be any.</summary>
    public static IReadOnlyList<IObjective> ObjectivesOf(PlanningCase @case) => ObjectivesOf(@case.HasInterruptible, @case.HasSpreads);

    private static IReadOnlyList<IObjective> ObjectivesOf(bool hasInterruptible, bool hasSpreads) => (hasInterruptible, hasSpreads) switch
    {
        (true, true) => objectives,
        (true, false) => objectivesOfWholeGangs,
        (false, true) => objectivesOfWholeRuns,
        _ => objectivesOfWholes,
    };

    /// <summary>What leaving the demand out costs, term by term.</summary>
    public static IReadOnlyList<CostTerm> TermsOfAbsence(PlanningCase @case, DemandFacts demand) =>
        [.. ObjectivesOf(@case).Select(o => new CostTerm(o.Id, o.OfAbsence(@case, demand)))];

    /// <summary>At least what the candidate costs at any start.</summary>
    public static long Dearest(in Candidacy candidate)
    {
        var cost = 0L;
        foreach (var objective in objectives)
            cost += objective.AtMost(candidate);
        return cost;
    }

    // The inner loops run over arrays: an interface call per rule is cheap, one per rule for the enumerator is not.
    private static readonly IFilter[] filters = [.. Filters];
    private static readonly IObjective[] objectives = [.. Objectives];
    private static readonly IObjective[] objectivesOfWholeRuns = [.. Objectives.Where(o => o is not AvoidResuming)];
    private static readonly IObjective[] objectivesOfWholeGangs = [.. Objectives.Where(o => o is not PreferOnePool)];
    private static readonly IObjective[] objectivesOfWholes = [.. objectivesOfWholeRuns.Where(o => o is not PreferOnePool)];
}
