namespace ComputeNet.Portal.Features.Submit;

public enum DurationUnit { Seconds, Minutes, Hours, Days }

/// <summary>A length of time as people type it: an amount and a unit.</summary>
public sealed class Duration
{
    public double? Amount { get; set; }
    public DurationUnit Unit { get; set; } = DurationUnit.Minutes;

    /// <summary>Null while nothing is typed; part seconds are rounded up, so that a short limit never becomes none.</summary>
    public long? Seconds => Amount is { } amount && double.IsFinite(amount) && Math.Abs(amount) < 1e9 ? (long)Math.Ceiling(amount * SecondsPer(Unit)) : null;

    /// <summary>Takes a number of seconds in the largest unit that it fills without a rest.</summary>
    public void Set(long? seconds)
    {
        if (seconds is not { } whole)
        {
            Amount = null;
            return;
        }
        Unit = Enum.GetValues<DurationUnit>().Last(u => whole % SecondsPer(u) == 0);
        Amount = (double)whole / SecondsPer(Unit);
    }

    private static long SecondsPer(DurationUnit unit) => unit switch
    {
        DurationUnit.Seconds => 1,
        DurationUnit.Minutes => 60,
        DurationUnit.Hours => 3600,
        _ => 86_400,
    };
}
