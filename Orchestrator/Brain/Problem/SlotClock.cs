namespace ComputeNet.Brain.Problem;

/// <summary>Instants to slots and back. No result lies outside the calendar, whatever the numbers in the problem are.</summary>
public sealed class SlotClock
{
    private readonly DateTimeOffset now;

    /// <param name="now">Start of slot 0.</param>
    /// <param name="slotMinutes">A length below one minute leaves no slots.</param>
    /// <param name="slots">As asked; cut to the calendar's end and to <paramref name="mostSlots"/>.</param>
    /// <param name="mostSlots">What the solver's limits leave room for.</param>
    public SlotClock(DateTimeOffset now, int slotMinutes, int slots, int mostSlots)
    {
        this.now = now;
        SlotSeconds = Math.Max(1, slotMinutes) * 60L;
        var untilCalendarEnds = (DateTimeOffset.MaxValue.UtcTicks - now.UtcTicks) / TimeSpan.TicksPerSecond / SlotSeconds;
        Slots = slotMinutes < 1 ? 0 : (int)Math.Clamp(Math.Min(slots, untilCalendarEnds), 0, Math.Max(0, mostSlots));
        IsCut = Slots < slots;
    }

    public long SlotSeconds { get; }

    /// <summary>Slots in which a workload may start.</summary>
    public int Slots { get; }

    /// <summary>The horizon is shorter than the problem asked for.</summary>
    public bool IsCut { get; }

    public double SlotHours => SlotSeconds / 3600.0;

    public DateTimeOffset StartOf(int slot) => After(slot * SlotSeconds);

    /// <summary>The end of a run that starts with the slot, by the second.</summary>
    public DateTimeOffset EndOf(int slot, long durationSeconds) => After(slot * SlotSeconds + Math.Min(durationSeconds, long.MaxValue / 4));

    public long SecondsFromNow(DateTimeOffset instant) => (long)Math.Floor((instant - now).TotalSeconds);

    /// <summary>The first slot that starts at the instant or later; may lie beyond the horizon.</summary>
    public long FirstSlotFrom(DateTimeOffset instant)
    {
        var ticks = instant.UtcTicks - now.UtcTicks;
        var slotTicks = SlotSeconds * TimeSpan.TicksPerSecond;
        return ticks <= 0 ? 0 : ticks / slotTicks + (ticks % slotTicks == 0 ? 0 : 1);
    }

    /// <summary>The slot in which the instant lies; 0 for one before now; may lie beyond the horizon.</summary>
    public long SlotOf(DateTimeOffset instant) => Math.Max(0, instant.UtcTicks - now.UtcTicks) / (SlotSeconds * TimeSpan.TicksPerSecond);

    /// <summary>The last slot from which a run of this length ends by the instant; −1 when none does.</summary>
    public long LastSlotToEndBy(DateTimeOffset instant, long durationSeconds)
    {
        var ticks = instant.UtcTicks - now.UtcTicks;
        if (durationSeconds > ticks / TimeSpan.TicksPerSecond)
            return -1;
        ticks -= durationSeconds * TimeSpan.TicksPerSecond;
        return ticks < 0 ? -1 : ticks / (SlotSeconds * TimeSpan.TicksPerSecond);
    }

    /// <summary>Slots that a run touches when it starts on a boundary.</summary>
    public long SlotsTouchedBy(long durationSeconds) => durationSeconds / SlotSeconds + (durationSeconds % SlotSeconds == 0 ? 0 : 1);

    private DateTimeOffset After(long seconds)
    {
        var left = (DateTimeOffset.MaxValue.UtcTicks - now.UtcTicks) / TimeSpan.TicksPerSecond;
        return seconds >= left ? new DateTimeOffset(DateTimeOffset.MaxValue.UtcTicks, TimeSpan.Zero) : now.ToUniversalTime().AddTicks(seconds * TimeSpan.TicksPerSecond);
    }
}
