using ComputeNet.Checker.Reading;

namespace ComputeNet.Checker.Law;

/// <summary>What is left on the nodes of one pool: milli-devices and memory of each device, processors and memory of each node.</summary>
internal sealed class Room
{
    private readonly Dictionary<string, Left> left;
    private readonly Dictionary<string, IReadOnlyList<Sitting>> yielding = [];

    internal Room(Pool pool)
    {
        left = pool.Machines!.ToDictionary(m => m.Id, m => new Left(m, pool.MemoryMebibytes));
        foreach (var seated in pool.Seated)
        {
            if (seated.Seats is { } seats && TryTake(seats) && seated.ReservedNothing)
                yielding[seated.Workload] = seats;
        }
    }

    /// <summary>Takes away a resident that reserved nothing; false when there is no such one, or not any more.</summary>
    internal bool TryEmpty(string workload)
    {
        if (!yielding.Remove(workload, out var seats))
            return false;
        foreach (var seat in seats)
            left[seat.Node].Take(seat, -1);
        return true;
    }

    /// <summary>False, and nothing taken, when something would be taken twice.</summary>
    internal bool TryTake(IReadOnlyList<Sitting> seats)
    {
        for (var taken = 0; taken < seats.Count; taken++)
        {
            if (left.GetValueOrDefault(seats[taken].Node) is { } node && node.Has(seats[taken]))
            {
                node.Take(seats[taken], 1);
                continue;
            }
            foreach (var back in seats.Take(taken))
                left[back.Node].Take(back, -1);
            return false;
        }
        return true;
    }

    private sealed class Left(Machine machine, long? mebibytes)
    {
        private readonly int[] milli = [.. Enumerable.Repeat(Machines.Whole, machine.Devices)];
        private readonly long[]? memory = mebibytes is { } each ? [.. Enumerable.Repeat(each, machine.Devices)] : null;
        private long milliCores = machine.MilliCores;
        private long hostMebibytes = machine.MemoryMebibytes;

        internal bool Has(Sitting seat) =>
            seat is { MilliPerDevice: > 0, MilliCores: >= 0, MemoryMebibytes: >= 0 } && seat.MilliCores <= milliCores && seat.MemoryMebibytes <= hostMebibytes
            && seat.Devices.Distinct().Count() == seat.Devices.Count
            && seat.Devices.All(d => d >= 0 && d < milli.Length && milli[d] >= seat.MilliPerDevice && (memory is null || memory[d] >= (seat.MebibytesPerDevice ?? 0)));

        internal void Take(Sitting seat, int times)
        {
            (milliCores, hostMebibytes) = (milliCores - times * seat.MilliCores, hostMebibytes - times * seat.MemoryMebibytes);
            foreach (var device in seat.Devices)
            {
                milli[device] -= times * seat.MilliPerDevice;
                if (memory is not null)
                    memory[device] -= times * (seat.MebibytesPerDevice ?? 0);
            }
        }
    }
}
