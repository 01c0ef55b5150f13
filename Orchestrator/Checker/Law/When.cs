using ComputeNet.Checker.Reading;

namespace ComputeNet.Checker.Law;

/// <summary>When a run holds its devices: stretches in seconds from now, in order; one when it runs in one piece.</summary>
internal sealed class When
{
    private readonly Grid grid;

    private When(Grid grid, IReadOnlyList<(long From, long To)> stretches)
    {
        (this.grid, Stretches) = (grid, stretches);
        Seconds = stretches.Sum(s => s.To - s.From);
    }

    internal IReadOnlyList<(long From, long To)> Stretches { get; }
    internal long Seconds { get; }
    internal double Hours => Seconds / 3600.0;
    internal long EndSecond => Stretches[^1].To;

    /// <summary>Slots that it touches, by the first and the one after the last of each stretch.</summary>
    internal IEnumerable<(long First, long End)> Slots => Stretches.Select(s => (s.From / grid.SlotSeconds, (s.To + grid.SlotSeconds - 1) / grid.SlotSeconds));

    internal bool Touches(long slot) => Slots.Any(s => s.First <= slot && slot < s.End);

    internal static When InOnePiece(Grid grid, long slot, Run run) => new(grid, [(slot * grid.SlotSeconds, slot * grid.SlotSeconds + run.Seconds)]);

    /// <summary>As the plan tells it; null when it tells stretches that do not lie in the horizon, one after the other.</summary>
    internal static When? Of(Grid grid, Placed placed, Run run)
    {
        if (placed.Stretches is not { } told)
            return InOnePiece(grid, placed.StartSlot, run);
        var stretches = told.Select(s => (From: grid.SecondsTo(s.Start), To: grid.SecondsTo(s.End))).ToList();
        return stretches.Count > 0 && stretches.All(s => 0 <= s.From && s.From < s.To && s.To <= grid.Slots * grid.SlotSeconds) ? new When(grid, stretches) : null;
    }

    /// <summary>∫ figure dt over all stretches, in hours.</summary>
    internal double Sum(Hourly figure) => Stretches.Aggregate(0.0, (sum, s) => sum + figure.Sum((int)(s.From / grid.SlotSeconds), s.To - s.From));
}
