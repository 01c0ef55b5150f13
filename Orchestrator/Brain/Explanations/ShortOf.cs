using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Explanations;

/// <summary>"Short of what, where, how much, until when" for candidates that the rules allow but that have no room.</summary>
public static class ShortOf
{
    /// <summary>No start in the candidate's window has the devices for the whole run.</summary>
    public const string NoCapacityInHorizon = "no-capacity-in-horizon";

    /// <summary>It has room later, not now.</summary>
    public const string WaitingForCapacity = "waiting-for-capacity";

    internal static Refusal Capacity(in Candidacy candidate, ReadOnlySpan<int> free)
    {
        var (need, touched) = (candidate.Variant.Devices, candidate.Variant.TouchedSlots);
        var most = Windows.MostThroughout(free, candidate.FirstSlot, candidate.LastSlot, touched, need - 1);
        var roomAgain = Windows.FirstFit(free, candidate.FirstSlot, free.Length - 1, touched, need);
        return Because(NoCapacityInHorizon, candidate, most, roomAgain < 0 ? free.Length : roomAgain);
    }

    internal static Refusal Now(in Candidacy candidate, ReadOnlySpan<int> free, int start) =>
        Because(WaitingForCapacity, candidate, Windows.LeastIn(free, candidate.FirstSlot, candidate.Variant.TouchedSlots), start);

    private static Refusal Because(string code, in Candidacy candidate, long freeDevices, int until) => Refusal.Because(code,
        ("pool", candidate.Pool.Supply.Pool),
        ("model", candidate.Pool.Supply.Model),
        ("needDevices", candidate.Variant.Devices),
        ("freeDevices", Math.Max(0, freeDevices)),
        ("shortDevices", candidate.Variant.Devices - Math.Max(0, freeDevices)),
        ("until", candidate.Case.Clock.StartOf(until).ToString("O")));
}
