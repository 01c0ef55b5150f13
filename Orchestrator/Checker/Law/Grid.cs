using ComputeNet.Checker.Reading;

namespace ComputeNet.Checker.Law;

/// <summary>Slots of equal length from the problem's now. A run holds every slot that it touches; past the horizon nothing starts.</summary>
internal sealed class Grid
{
    private readonly DateTimeOffset now;

    internal Grid(Problem problem, int mostPoolSlots)
    {
        now = problem.Now;
        SlotSeconds = Math.Max(1, problem.SlotMinutes) * 60L;
        var inCalendar = (DateTimeOffset.MaxValue.UtcTicks - now.UtcTicks) / TimeSpan.TicksPerSecond / SlotSeconds;
        var most = Math.Max(0, mostPoolSlots / Math.Max(1, problem.Pools.Count));
        Slots = problem.SlotMinutes < 1 ? 0 : (int)Math.Clamp(Math.Min(problem.Slots, inCalendar), 0, most);
    }

    internal long SlotSeconds { get; }
    internal int Slots { get; }

    /// <summary>The first slot that starts at the instant or later.</summary>
    internal long SlotFrom(DateTimeOffset instant) => (long)(Int128.Max(0, (Int128)TicksTo(instant) + SlotTicks - 1) / SlotTicks);

    /// <summary>The slot in which the instant lies; 0 when it has passed.</summary>
    internal long SlotOf(DateTimeOffset instant) => Math.Max(0, TicksTo(instant)) / SlotTicks;

    /// <summary>The last slot from which a run of this length ends by the instant; −1 when none does.</summary>
    internal long LastSlotToEndBy(DateTimeOffset deadline, long seconds)
    {
        var slack = TicksTo(deadline) - (Int128)seconds * TimeSpan.TicksPerSecond;
        return slack < 0 ? -1 : (long)(slack / SlotTicks);
    }

    internal long SlotsTouchedBy(long seconds) => seconds / SlotSeconds + (seconds % SlotSeconds == 0 ? 0 : 1);

    /// <summary>Whole seconds from now to the instant, rounded down; below zero when it has passed.</summary>
    internal long SecondsTo(DateTimeOffset instant) => TicksTo(instant) / TimeSpan.TicksPerSecond - (TicksTo(instant) % TimeSpan.TicksPerSecond < 0 ? 1 : 0);

    /// <summary>The instant so many seconds after the slot's start; the calendar's end when it lies beyond.</summary>
    internal DateTimeOffset After(long slot, long seconds)
    {
        var ticks = now.UtcTicks + ((Int128)slot * SlotSeconds + seconds) * TimeSpan.TicksPerSecond;
        return ticks >= DateTimeOffset.MaxValue.UtcTicks ? new(DateTimeOffset.MaxValue.UtcTicks, TimeSpan.Zero) : new((long)ticks, TimeSpan.Zero);
    }

    private long SlotTicks => SlotSeconds * TimeSpan.TicksPerSecond;

    private long TicksTo(DateTimeOffset instant) => instant.UtcTicks - now.UtcTicks;
}
