namespace ComputeNet.Brain.Packing.Policies;

/// <summary>Milli-devices that a node could give to each expected shape if only that shape came, as far as devices and processors reach; averaged over the shapes.</summary>
internal sealed class Room
{
    private readonly Size[] sizes;

    internal Room(IReadOnlyList<Expected> expected) =>
        sizes = [.. expected
            .GroupBy(each => (each.Request.MilliPerDevice, each.Request.Devices))
            .OrderBy(size => size.Key)
            .Select(size => new Size(
                size.Key.MilliPerDevice,
                size.Key.Devices,
                [.. size.GroupBy(each => each.Request.MilliCpu).OrderBy(each => each.Key)
                    .Select(each => new Cpu(each.Key, (double)size.Key.MilliPerDevice * size.Key.Devices / Math.Max(1, each.Key), each.Sum(one => one.Weight)))]))];

    internal double Of(NodeState state)
    {
        var room = 0.0;
        foreach (var size in sizes)
        {
            if (state.MostMilliLeft < size.Milli)
                break;
            var (fitting, usable) = (0, 0);
            foreach (var left in state.MilliLeft)
                if (left >= size.Milli)
                    (fitting, usable) = (fitting + 1, usable + left);
            if (fitting < size.Devices)
                continue;
            foreach (var cpu in size.Cpus)
            {
                if (cpu.Milli > state.MilliCpuLeft)
                    break;
                room += cpu.Weight * Math.Min(usable, state.MilliCpuLeft * cpu.MilliPerMilliCpu);
            }
        }
        return room;
    }

    private sealed record Size(int Milli, int Devices, Cpu[] Cpus);

    /// <param name="MilliPerMilliCpu">Milli-devices that a thousandth of a core lets such a request use.</param>
    private readonly record struct Cpu(int Milli, double MilliPerMilliCpu, double Weight);
}
