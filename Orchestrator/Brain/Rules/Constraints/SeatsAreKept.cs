using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Constraints;

/// <summary>
/// What starts now in a pool that knows its nodes has a seat for every member, of the size that it takes; together with who sits there already no
/// device gives more than a whole one or than its memory, and no node more than its processors and memory. Whatever else has no seats.
/// </summary>
public sealed class SeatsAreKept : IConstraint
{
    public string Id => "seats-are-kept";

    public IEnumerable<Violation> Check(PlanningCase @case, Plan plan)
    {
        var nodes = NodesLeft.Of(@case);
        foreach (var (placement, _) in plan.PlacedVariants(@case))
        {
            if (@case.FindPool(placement.Pool) is not { } pool)
                continue;
            var candidate = new Candidacy(@case, @case.FindDemand(placement.Workload)!, placement.VariantIndex, pool);
            var what = placement.Seats is not { } seats ? pool.Nodes is null || placement.StartSlot > 0 ? null : "starts now without seats"
                : pool.Nodes is null || placement.StartSlot > 0 ? "has seats that nobody can know yet"
                : SeatRules.Broken(candidate, seats) ?? (nodes!.TryTake(pool, seats) ? null : "takes more than its nodes have left");
            if (what is not null)
                yield return new Violation(Id, placement.Workload, placement.Pool, what);
        }
    }
}
