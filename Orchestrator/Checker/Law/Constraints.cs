using ComputeNet.Checker.Reading;

namespace ComputeNet.Checker.Law;

/// <summary>What no plan may do, by the ids of the brain's rulebook.</summary>
internal static class Constraints
{
    internal const string Once = "each-demand-is-placed-once";
    internal const string Filtered = "placements-pass-the-filters";
    internal const string Whole = "gang-stays-whole";
    internal const string OnGrid = "starts-are-on-the-grid";
    internal const string Earliest = "earliest-start-is-respected";
    internal const string Deadline = "deadline-is-met";
    internal const string Capacity = "capacity-is-not-exceeded";

    internal static readonly IReadOnlyList<string> All = [Once, Filtered, Whole, OnGrid, Earliest, Deadline, Capacity, Machines.Kept, Sharing.Closures, Sharing.Quota, Sharing.Budget, Sharing.Ties, InStretches.DoTheWork];

    internal static IEnumerable<Finding> Check(Scene scene, Plan plan) =>
        [.. Fates(scene, plan), .. plan.Placements.SelectMany(p => OfPlacement(scene, p)), .. InStretches.Check(scene, plan), .. Devices(scene, plan), .. Machines.Check(scene, plan), .. Sharing.Check(scene, plan)];

    private static IEnumerable<Finding> Fates(Scene scene, Plan plan)
    {
        var fates = plan.Placements.Select(p => (p.Workload, p.Path)).Concat(plan.LeftOut.Select(l => (l.Workload, l.Path))).ToList();
        foreach (var (workload, path) in fates.Where(f => scene.Ask(f.Workload) is null))
            yield return new Finding(Once, $"{path}.workload", $"the problem has no demand {workload}");
        foreach (var several in fates.GroupBy(f => f.Workload).Where(g => g.Count() > 1))
            yield return new Finding(Once, $"{several.Last().Path}.workload", $"{several.Key} has {several.Count()} fates");
        foreach (var missing in scene.Asks.Select(a => a.Demand.Workload).Except(fates.Select(f => f.Workload)))
            yield return new Finding(Once, plan.Path, $"{missing} is neither placed nor left out");
    }

    private static IEnumerable<Finding> OfPlacement(Scene scene, Placed placed)
    {
        if (scene.Ask(placed.Workload) is not { } ask)
            yield break;
        if (ask.Demand.Wishes.Earliest > placed.Start)
            yield return new Finding(Earliest, $"{placed.Path}.start", $"{placed.Start:O} is before {ask.Demand.Wishes.Earliest:O}");
        if (ask.Demand.Wishes.Deadline < placed.End)
            yield return new Finding(Deadline, $"{placed.Path}.end", $"{placed.End:O} is after {ask.Demand.Wishes.Deadline:O}");
        var seat = scene.Seat(placed.Pool);
        if (seat is null || seat.Pool.Site != placed.Site)
            yield return new Finding(Filtered, $"{placed.Path}.pool", $"the problem has no pool {placed.Pool} at {placed.Site}");
        if (placed.Variant < 0 || placed.Variant >= ask.Demand.Variants.Count)
            yield return new Finding(Filtered, $"{placed.Path}.variantIndex", $"the demand has no variant {placed.Variant}");
        if (seat is null || ask.RunIn(placed.Variant, seat) is not { } run)
            yield break; // without pool and variant nothing can be said of the run
        if (Filters.FirstRefusing(scene, ask, run, seat) is { } filter)
            yield return new Finding(Filtered, $"{placed.Path}.pool", $"{placed.Workload} may not run in {placed.Pool}: {filter}");
        if (placed.Devices != run.Devices)
            yield return new Finding(Whole, $"{placed.Path}.devices", $"holds {placed.Devices}, the gang needs {run.Devices}");
        if ((placed.MilliPerDevice ?? Machines.Whole) != Machines.Milli(run, seat))
            yield return new Finding(Whole, $"{placed.Path}.milliPerDevice", $"{Machines.Milli(run, seat)} milli-devices of each device, not {placed.MilliPerDevice ?? Machines.Whole}");
        if (placed.StartSlot < 0 || placed.StartSlot >= scene.Grid.Slots)
            yield return new Finding(OnGrid, $"{placed.Path}.startSlot", $"{placed.StartSlot} is not in the horizon of {scene.Grid.Slots}");
        else if (placed.Start != scene.Grid.After(placed.StartSlot, 0))
            yield return new Finding(OnGrid, $"{placed.Path}.start", $"{placed.Start:O} is not the start of slot {placed.StartSlot}, {scene.Grid.After(placed.StartSlot, 0):O}");
        else if (placed.Stretches is null && placed.End != scene.Grid.After(placed.StartSlot, run.Seconds))
            yield return new Finding(OnGrid, $"{placed.Path}.end", $"{placed.End:O} is not {run.Seconds} s after the start, {scene.Grid.After(placed.StartSlot, run.Seconds):O}");
    }

    private static IEnumerable<Finding> Devices(Scene scene, Plan plan)
    {
        foreach (var group in plan.Placements.GroupBy(p => p.Pool))
        {
            if (scene.Seat(group.Key) is not { } seat)
                continue;
            var held = new long[scene.Grid.Slots];
            foreach (var placed in group)
            {
                if (scene.Ask(placed.Workload)?.RunIn(placed.Variant, seat) is not { } run || When.Of(scene.Grid, placed, run) is not { } when)
                    continue;
                foreach (var (first, end) in when.Slots)
                {
                    for (var slot = Math.Max(0, first); slot < held.Length && slot < end; slot++)
                        held[slot] += (long)placed.Devices * (seat.Pool.UnitsPerDevice == 1 ? 1 : placed.MilliPerDevice ?? Machines.Whole);
                }
            }
            for (var slot = 0; slot < held.Length; slot++)
            {
                if (held[slot] > seat.Free[slot])
                    yield return new Finding(Capacity, $"{plan.Path}.placements", $"{group.Key} has {seat.Free[slot]} units free in slot {slot} ({seat.Pool.UnitsPerDevice} a device), {held[slot]} are placed there");
            }
        }
    }
}
