using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Constraints;

/// <summary>
/// What starts now in a pool that knows its nodes has a seat for every member, of the size that it takes; together with who sits there already no
/// device gives more than a whole one or than its memory, and no node more than its processors and memory. Only best-effort residents give way, each
/// once, and only to whoever was promised more. Whatever else has no seats.
/// </summary>
public sealed class SeatsAreKept : IConstraint
{
    public string Id => "seats-are-kept";

    public IEnumerable<Violation> Check(PlanningCase @case, Plan plan)
    {
        var nodes = NodesLeft.Of(@case);
        var placed = plan.PlacedVariants(@case).Where(p => @case.FindPool(p.Placement.Pool) is not null)
            .Select(p => (p.Placement, Candidate: new Candidacy(@case, @case.FindDemand(p.Placement.Workload)!, p.Placement.VariantIndex, @case.FindPool(p.Placement.Pool)!))).ToList();
        // A seat may be where somebody had to go for another one, so all of those go first.
        foreach (var (placement, candidate) in placed)
        {
            if (placement.Evicts is { } evicts && (placement.Seats is null || candidate.Variant.Variant.Class == ServiceClass.BestEffort || candidate.Pool.Nodes is null || !nodes!.Evict(candidate.Pool, evicts)))
                yield return new Violation(Id, placement.Workload, placement.Pool, "makes others give way who need not");
        }
        foreach (var (placement, candidate) in placed)
        {
            var (pool, startsOnNodes) = (candidate.Pool, candidate.Pool.Nodes is not null && placement.StartSlot == 0);
            var what = placement.Seats is not { } seats ? startsOnNodes ? "starts now without seats" : null
                : !startsOnNodes ? "has seats that nobody can know yet"
                : SeatRules.Broken(candidate, seats) ?? (nodes!.TryTake(pool, new NodeSeats(seats, null)) ? null : "takes more than its nodes have left");
            if (what is not null)
                yield return new Violation(Id, placement.Workload, placement.Pool, what);
        }
    }
}
