using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>Somewhere between the pool's maintenance windows there is room for the whole run.</summary>
public sealed class RunFitsBetweenClosures : IFilter
{
    public string Id => "maintenance-in-the-way";

    public bool Allows(in Candidacy candidate)
    {
        if (candidate.Pool.ClosedSlots.Count == 0)
            return true;
        var start = candidate.FirstSlot;
        foreach (var (first, end) in candidate.Pool.ClosedSlots)
        {
            if (start < end && first < start + candidate.Variant.TouchedSlots)
                start = end;
        }
        return start <= candidate.LastSlot;
    }

    public Refusal Because(in Candidacy candidate)
    {
        var now = candidate.Case.Problem.Now;
        var closure = candidate.Pool.Supply.Closures!.OrderBy(c => c.From).First(c => c.To > now);
        return Refusal.Because(Id,
            ("pool", candidate.Pool.Supply.Pool),
            ("closedFromAt", closure.From.ToUniversalTime().ToString("O")),
            ("closedUntil", closure.To.ToUniversalTime().ToString("O")),
            ("why", closure.Reason),
            ("durationSeconds", candidate.Variant.DurationSeconds));
    }
}
