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

    internal static readonly IReadOnlyList<string> All = [Once, Filtered, Whole, OnGrid, Earliest, Deadline, Capacity, Machines.Kept, Sharing.Closures, Sharing.Quota, Sharing.Budget, Sharing.Ties, InStretches.DoTheWork, Moving.Gain];

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

    internal static IEnumerable<Finding> OfPlacement(Scene scene, Placed placed)
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
        if (placed.Parts is not null && placed.Variant >= 0 && placed.Variant < ask.Demand.Variants.Count)
        {
            foreach (var finding in OfParts(scene, ask, placed))
                yield return finding;
        }
        if (seat is null || ask.RunIn(placed.Variant, seat) is not { } alone)
            yield break; // without pool and variant nothing can be said of the run
        var run = Spread.Told(scene, ask, placed)?.Spread.Run ?? alone;
        if (placed.Parts is null && Filters.FirstRefusing(scene, ask, run, seat) is { } filter)
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

    private static IEnumerable<Finding> OfParts(Scene scene, Ask ask, Placed placed)
    {
        if (Spread.Told(scene, ask, placed) is not { Spread: var spread } told)
        {
            yield return new Finding(Whole, $"{placed.Path}.parts", "are not at least one member in each of several pools of the problem");
            yield break;
        }
        if (spread.Seats.Any(s => s.Pool.Site != placed.Site) || !spread.IsAdmissible())
            yield return new Finding(Filtered, $"{placed.Path}.parts", $"{placed.Workload} may not be spread over {string.Join(", ", spread.Seats.Select(s => s.Pool.Id))}");
        if (placed.Parts![0].Pool != placed.Pool)
            yield return new Finding(Whole, $"{placed.Path}.pool", $"{placed.Pool} is not its first part, {placed.Parts[0].Pool}");
        if (told.Members.Sum(m => (long)m) is var members && members != ask.Demand.GangMembers)
            yield return new Finding(Whole, $"{placed.Path}.parts", $"has {members} members, the gang {ask.Demand.GangMembers}");
    }

    internal static IEnumerable<Finding> Devices(Scene scene, Plan plan)
    {
        foreach (var group in Sharing.Runs(scene, plan).SelectMany(r => r.Held).GroupBy(h => h.Seat.Pool.Id))
        {
            var (seat, held) = (group.First().Seat, new long[scene.Grid.Slots]);
            foreach (var (_, slots, units) in group)
            {
                foreach (var (first, end) in slots)
                {
                    for (var slot = Math.Max(0, first); slot < held.Length && slot < end; slot++)
                        held[slot] += units;
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
