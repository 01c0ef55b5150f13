using ComputeNet.Checker.Reading;

namespace ComputeNet.Checker.Law;

/// <summary>Shares of devices, and who may sit on which: what starts now in a pool that tells its nodes has a seat for every member, within what the nodes have.</summary>
internal static class Machines
{
    internal const string Kept = "seats-are-kept";

    /// <summary>Milli-devices of a device.</summary>
    internal const int Whole = 1000;

    /// <summary>What the gang takes of the pool's capacity.</summary>
    internal static long Units(Run run, Seat seat) => seat.Pool.UnitsPerDevice == 1 ? run.Devices : run.Devices * Milli(run, seat);

    /// <summary>The devices that it pays for and powers.</summary>
    internal static double Paid(Run run, Seat seat) => Units(run, seat) / (double)seat.Pool.UnitsPerDevice;

    /// <summary>What each device gives as far as capacity goes: the share as it is rounded, where devices are shared.</summary>
    internal static int Milli(Run run, Seat seat) => seat.Pool.UnitsPerDevice == 1 ? Whole : Taken(run, seat);

    /// <summary>Whether the node, empty, is large enough for one member.</summary>
    internal static bool Holds(Machine machine, Run run, Seat seat) =>
        machine.MilliCores >= Cores(run) && machine.MemoryMebibytes >= run.Variant.HostMebibytes && Mebibytes(run, seat) is var each && (each is null || each <= seat.Pool.MemoryMebibytes)
        && (run.Variant.OneIsland && machine.Islands is { } islands ? islands.CountBy(i => i).Max(i => i.Value) : machine.Devices) >= run.Variant.DevicesPerMember;

    internal static IEnumerable<Finding> Check(Scene scene, Plan plan)
    {
        var rooms = scene.Seats.Where(s => s.Pool.Machines is not null).ToDictionary(s => s.Pool.Id, s => new Room(s.Pool));
        // A seat may be where somebody had to go for another one, so all of those go first.
        foreach (var placed in plan.Placements.Where(p => p.Evicts is not null))
        {
            var isPromised = scene.Seat(placed.Pool) is { } pool && scene.Ask(placed.Workload)?.RunIn(placed.Variant, pool) is { Variant.IsBestEffort: false } && placed.Seats is not null;
            foreach (var firm in placed.Evicts!.Where(e => !isPromised || !rooms.TryGetValue(placed.Pool, out var there) || !there.TryEmpty(e)))
                yield return new Finding(Kept, $"{placed.Path}.evicts", $"{firm} does not have to give way to {placed.Workload}");
        }
        foreach (var placed in plan.Placements)
        {
            if (scene.Seat(placed.Pool) is not { } seat || scene.Ask(placed.Workload) is not { } ask || ask.RunIn(placed.Variant, seat) is not { } run)
                continue; // the other rules say so
            if (!rooms.TryGetValue(placed.Pool, out var room) || placed.StartSlot != 0)
            {
                if (placed.Seats is not null)
                    yield return new Finding(Kept, $"{placed.Path}.seats", "nobody can know them yet");
            }
            else if (placed.Seats is null)
                yield return new Finding(Kept, placed.Path, $"{placed.Workload} starts now without seats");
            else if (placed.Seats.Count != ask.Demand.GangMembers)
                yield return new Finding(Kept, $"{placed.Path}.seats", $"{placed.Seats.Count} for {ask.Demand.GangMembers} members");
            else if (placed.Seats.Select(s => (Sitting: s, Flaw: Flaw(s, run, seat))).FirstOrDefault(s => s.Flaw is not null) is { Flaw: { } flaw } broken)
                yield return new Finding(Kept, broken.Sitting.Path, flaw);
            else if (!room.TryTake(placed.Seats))
                yield return new Finding(Kept, $"{placed.Path}.seats", $"{placed.Workload} takes more than its nodes have left");
        }
    }

    /// <summary>What is wrong with a seat by itself; null when nothing is.</summary>
    private static string? Flaw(Sitting sitting, Run run, Seat seat)
    {
        if (seat.Pool.Machines!.FirstOrDefault(m => m.Id == sitting.Node) is not { } machine)
            return $"the pool has no node {sitting.Node}";
        if (sitting.Devices.Count != run.Variant.DevicesPerMember || sitting.Devices.Zip(sitting.Devices.Skip(1)).Any(p => p.First >= p.Second) || sitting.Devices.Any(d => d < 0 || d >= machine.Devices))
            return $"{string.Join(',', sitting.Devices)} are not {run.Variant.DevicesPerMember} distinct devices of {machine.Id} in order";
        var (milli, asked) = (Taken(run, seat), run.Variant.MilliPerDevice ?? Whole);
        if (sitting.MilliPerDevice != milli || sitting.RoundedUpBy != milli - asked)
            return $"{milli} milli-devices rounded up by {milli - asked}, not {sitting.MilliPerDevice} by {sitting.RoundedUpBy}";
        if (sitting.MebibytesPerDevice != Mebibytes(run, seat))
            return $"{Mebibytes(run, seat)} MiB per device, not {sitting.MebibytesPerDevice}";
        if (sitting.MilliCores != Cores(run) || sitting.MemoryMebibytes != run.Variant.HostMebibytes)
            return $"{Cores(run)} milli-cores and {run.Variant.HostMebibytes} MiB, not {sitting.MilliCores} and {sitting.MemoryMebibytes}";
        return run.Variant.OneIsland && machine.Islands is { } islands && sitting.Devices.Select(d => islands[d]).Distinct().Count() > 1 ? $"more than one island of {machine.Id}" : null;
    }

    /// <summary>What a device of the pool's nodes gives: the whole unless it is shared, else the share, or the smallest partition that holds it and its memory.</summary>
    private static int Taken(Run run, Seat seat)
    {
        var split = seat.Pool.Split;
        var share = Asked(run, seat);
        if (share == Whole || split.Offers == Split.Exclusive || split.Offers < run.Variant.Separation)
            return Whole;
        return split.Offers == Split.Software ? share : split.Templates.Where(t => t >= share).Append(Whole).Min();
    }

    private static int Asked(Run run, Seat seat)
    {
        var share = Math.Clamp(run.Variant.MilliPerDevice ?? Whole, 1, Whole);
        return share < Whole && seat.Pool.Split.Offers == Split.Partition && run.Variant.MemoryMebibytes is { } need && seat.Pool.MemoryMebibytes is > 0 and var each
            ? (int)Math.Clamp((need * Whole + each - 1) / each, share, Whole) : share;
    }

    /// <summary>Device memory taken of each device; null where nobody knows how much it has.</summary>
    private static int? Mebibytes(Run run, Seat seat)
    {
        if (seat.Pool.MemoryMebibytes is not (>= 0 and <= int.MaxValue and var each))
            return null;
        var milli = Taken(run, seat);
        return milli < Whole && seat.Pool.Split.Offers == Split.Software && run.Variant.MemoryMebibytes is { } asked
            ? (int)Math.Clamp(asked, 0, int.MaxValue) : (int)((each * milli + Whole - 1) / Whole);
    }

    /// <summary>Cores of the cpu architecture are its devices.</summary>
    private static int Cores(Run run) => run.Variant.Architecture == "cpu" ? 0 : run.Variant.MilliCores;
}
