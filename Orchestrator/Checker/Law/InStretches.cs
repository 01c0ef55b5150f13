using ComputeNet.Checker.Reading;

namespace ComputeNet.Checker.Law;

/// <summary>Runs that are interrupted: what they must be like, and at least what one costs at charges on the slots.</summary>
internal static class InStretches
{
    internal const string DoTheWork = "stretches-do-the-work";

    /// <summary>The bound gives up so much for the rounding of what it adds up, and counts no slot for more.</summary>
    private const long Slack = 4;
    private const long MostPerSlot = 1L << 58;
    private const long Most = 1L << 62;

    internal static IEnumerable<Finding> Check(Scene scene, Plan plan)
    {
        foreach (var placed in plan.Placements.Where(p => p.Stretches is not null))
        {
            if (scene.Ask(placed.Workload) is { } ask && scene.Seat(placed.Pool) is { } seat && ask.RunIn(placed.Variant, seat) is { } run && Fault(scene, ask, run, placed) is { } fault)
                yield return new Finding(DoTheWork, $"{placed.Path}.stretches", fault);
        }
    }

    private static string? Fault(Scene scene, Ask ask, Run run, Placed placed)
    {
        if (ask.Demand.Interruption is not { } terms)
            return $"{placed.Workload} cannot be interrupted";
        if (placed.Parts is not null)
            return "a gang over several pools runs in one piece";
        if (When.Of(scene.Grid, placed, run) is not { Stretches.Count: > 1 } when)
            return "not several stretches within the horizon";
        if (placed.Start != placed.Stretches![0].Start || placed.End != placed.Stretches[^1].End)
            return $"{placed.Start:O} – {placed.End:O} is not from the first to the last";
        for (var s = 0; s < when.Stretches.Count; s++)
        {
            var (from, to) = when.Stretches[s];
            if (placed.Stretches[s] != (scene.Grid.After(0, from), scene.Grid.After(0, to)) || from % scene.Grid.SlotSeconds != 0 || (s > 0 && from <= when.Stretches[s - 1].To))
                return $"stretch {s} does not begin with a slot after the one before, or does not end with a second";
            if (to - from < terms.LeastSeconds + (s > 0 ? terms.ResumeSeconds : 0))
                return $"stretch {s} has {to - from} s, less than {terms.LeastSeconds} s of work and its resume";
        }
        var needed = run.Seconds + (when.Stretches.Count - 1) * terms.ResumeSeconds;
        return when.Seconds == needed ? null : $"{when.Seconds} s of running, the work and its resumes are {needed} s";
    }

    /// <summary>
    /// The work and one resume in the cheapest seconds, whichever they are, of which the last ones lie in one slot from its start on; null when they do not
    /// fit before the deadline. Every corner of the cost over the second of the end is tried.
    /// </summary>
    internal static Int128? AtLeast(Scene scene, Ask ask, Run run, Seat seat, Int128[]? charges)
    {
        var (length, terms, least) = (scene.Grid.SlotSeconds, ask.Demand.Interruption!, (Int128?)null);
        var seconds = run.Seconds + terms.ResumeSeconds;
        var deadline = ask.Demand.Wishes.Deadline is { } by ? scene.Grid.SecondsTo(by) : long.MaxValue;
        var before = new List<long>();
        for (var slot = (int)ask.FirstSlot; slot < scene.Grid.Slots; slot++)
        {
            var charge = charges is null ? 0 : Machines.Units(run, seat) * (charges[slot + 1] - charges[slot]);
            var (from, cost) = (slot * length, (long)Int128.Min(MostPerSlot, Costs.OfSlot(scene, ask, run, seat, slot) + charge));
            var most = Math.Min(Math.Min(length, seconds), deadline - from);
            if (most < 1)
                break;
            foreach (var here in new[] { most, seconds % length, (ask.DueSeconds ?? long.MaxValue) - from }.Where(h => 1 <= h && h <= most))
            {
                var (slots, rest) = ((int)((seconds - here) / length), (seconds - here) % length);
                if (slots + (rest > 0 ? 1 : 0) > before.Count)
                    continue;
                var sum = before.Take(slots).Aggregate((Int128)0, (total, micro) => total + micro) + (rest > 0 ? Part(before[slots], rest, length) : 0) + Part(cost, here, length)
                    + Costs.Waiting(scene, ask, run, from + here) + Costs.Lateness(scene, ask, run, from + here);
                least = least is { } known && known <= sum ? known : sum;
            }
            var at = before.BinarySearch(cost);
            before.Insert(at < 0 ? ~at : at, cost);
        }
        return least is { } found ? Int128.Max(0, Int128.Min(Most, found) + Costs.Steady(scene, ask, run, seat) + Costs.ResumeMicroYuan(ask, 1) - Slack) : null;
    }

    private static long Part(long micro, long seconds, long length) => (long)((Int128)micro * seconds / length);
}
