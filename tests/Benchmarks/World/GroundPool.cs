using ComputeNet.Brain.Problem;

namespace ComputeNet.Benchmarks.World;

/// <summary>A pool as the checker works it out from the input: what is free, what an hour costs, and grams per kilowatt up to every slot.</summary>
internal sealed class GroundPool
{
    private readonly double[] gramHours;
    private readonly double slotSeconds;
    private readonly double meanOfLastDay;

    internal GroundPool(PlanningProblem problem, PoolSupply supply, double worstCarbon, double worstWatts, double worstPue)
    {
        Supply = supply;
        slotSeconds = problem.SlotMinutes * 60.0;
        Free = new int[problem.Slots];
        for (var slot = 0; slot < problem.Slots; slot++)
        {
            var start = problem.Now.AddMinutes((double)problem.SlotMinutes * slot);
            var held = supply.Commitments.Where(c => slot == 0 || c.Until > start).Sum(c => (long)c.Devices);
            Free[slot] = (int)Math.Max(0, supply.Devices - held);
        }
        YuanPerHour = (double)(supply.PriceYuanPerDeviceHour ?? 0);
        Kilowatts = (supply.WattsPerDevice ?? worstWatts) * (supply.Pue ?? worstPue) / 1000;
        var hourly = supply.CarbonGramsPerKilowattHour ?? [worstCarbon];
        var day = hourly.TakeLast(24).ToArray();
        meanOfLastDay = day.Average();
        gramHours = new double[problem.Slots + 1];
        for (var slot = 0; slot < problem.Slots; slot++)
        {
            var hour = slot * problem.SlotMinutes / 60;
            var grams = hour < hourly.Count ? hourly[hour] : day[(hour - hourly.Count) % day.Length];
            gramHours[slot + 1] = gramHours[slot] + grams * slotSeconds / 3600;
            Peak = Math.Max(Peak, grams);
        }
        Peak = Math.Max(Peak, meanOfLastDay);
    }

    internal PoolSupply Supply { get; }
    internal int[] Free { get; }
    internal double YuanPerHour { get; }

    /// <summary>Facility power of one device.</summary>
    internal double Kilowatts { get; }
    internal double Peak { get; }

    /// <summary>Grams that a kilowatt emits over a run; past the horizon the mean of the last day's hours holds.</summary>
    internal double Grams(int slot, long seconds)
    {
        var end = slot + seconds / slotSeconds;
        return UpTo(end) - gramHours[slot];
    }

    private double UpTo(double slots)
    {
        var last = gramHours.Length - 1;
        if (slots >= last)
            return gramHours[last] + (slots - last) * slotSeconds / 3600 * meanOfLastDay;
        var whole = (int)slots;
        return gramHours[whole] + (slots - whole) * (gramHours[whole + 1] - gramHours[whole]);
    }
}
