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

    /// <summary>No start in the candidate's window has both the devices and the tenant's quota for the whole run.</summary>
    public const string NoQuotaInHorizon = "no-quota-in-horizon";

    /// <summary>Its tenant's other work holds the quota until then.</summary>
    public const string WaitingForQuota = "waiting-for-quota";

    /// <summary>Of the pool's devices where they are short, else of the tenant's quota.</summary>
    internal static Refusal Room(in Candidacy candidate, CapacityLeft left)
    {
        if (candidate.Spread is { } spread)
            return Spreads(candidate, spread, left);
        var free = left.Of(candidate.Pool);
        if (Seat(candidate, left) is { } seat)
            return seat;
        var quota = left.Commons.QuotaRow(candidate);
        return quota.IsEmpty || Windows.FirstFit(free, candidate.FirstSlot, candidate.LastSlot, candidate.Variant.TouchedSlots, candidate.Units) < 0
            ? Capacity(candidate, free)
            : Quota(NoQuotaInHorizon, candidate, Windows.MostThroughout(quota, candidate.FirstSlot, candidate.LastSlot, candidate.Variant.TouchedSlots, candidate.QuotaDevices - 1), quota.Length);
    }

    /// <summary>What is short at the earliest possible start of a candidate that has room later.</summary>
    internal static Refusal Now(in Candidacy candidate, CapacityLeft left, int start)
    {
        if (candidate.Spread is { } spread && SharedOut.DevicesIn(spread, spread.FirstSlot, left) is var together && together < spread.Variant.Devices)
            return Because(WaitingForCapacity, candidate, together, start);
        var free = left.Of(candidate.Pool);
        if (Seat(candidate, left) is { } seat)
            return seat;
        var quota = left.Commons.QuotaRow(candidate);
        return quota.IsEmpty || candidate.Spread is null && !Windows.Fits(free, candidate.FirstSlot, candidate.Variant.TouchedSlots, candidate.Units)
            ? Now(candidate, free, start)
            : Quota(WaitingForQuota, candidate, Windows.LeastIn(quota, candidate.FirstSlot, candidate.Variant.TouchedSlots), start);
    }

    /// <summary>Null when a seat on the pool's nodes is not what it lacks now.</summary>
    private static Refusal? Seat(in Candidacy candidate, CapacityLeft left) =>
        candidate.FirstSlot == 0 && Windows.Fits(left.Of(candidate.Pool), 0, candidate.Variant.TouchedSlots, candidate.Units) && left.Nodes?.Refuses(candidate) is { } lack
            ? ShortOfSeats.Because(candidate, lack) : null;

    /// <summary>What the pools of a spread have together at the best of its starts; enough devices at every start are no use without the quota.</summary>
    private static Refusal Spreads(in Candidacy candidate, Spread spread, CapacityLeft left)
    {
        var (most, roomAgain, slots) = (0L, -1, candidate.Case.Clock.Slots);
        for (var slot = (int)spread.FirstSlot; slot < slots && roomAgain < 0; slot++)
        {
            var together = SharedOut.DevicesIn(spread, slot, left);
            most = slot <= spread.LastSlot ? Math.Max(most, together) : most;
            roomAgain = together >= spread.Variant.Devices ? slot : -1;
        }
        var quota = left.Commons.QuotaRow(candidate);
        return quota.IsEmpty || most < spread.Variant.Devices
            ? Because(NoCapacityInHorizon, candidate, Math.Min(most, spread.Variant.Devices - 1), roomAgain < 0 ? slots : roomAgain)
            : Quota(NoQuotaInHorizon, candidate, Windows.MostThroughout(quota, spread.FirstSlot, spread.LastSlot, spread.Variant.TouchedSlots, candidate.QuotaDevices - 1), slots);
    }

    private static Refusal Quota(string code, in Candidacy candidate, long leftDevices, int until) => Refusal.Because(code,
        ("tenant", candidate.Demand.Demand.Tenant),
        ("needDevices", candidate.QuotaDevices),
        ("leftDevices", Math.Max(0, leftDevices)),
        ("quotaDevices", candidate.Demand.Limits?.DevicesAtOnce),
        ("until", candidate.Case.Clock.StartOf(until).ToString("O")));

    internal static Refusal Capacity(in Candidacy candidate, ReadOnlySpan<int> free)
    {
        var (need, touched) = (candidate.Units, candidate.Variant.TouchedSlots);
        var most = Windows.MostThroughout(free, candidate.FirstSlot, candidate.LastSlot, touched, need - 1);
        var roomAgain = Windows.FirstFit(free, candidate.FirstSlot, free.Length - 1, touched, need);
        return Because(NoCapacityInHorizon, candidate, most, roomAgain < 0 ? free.Length : roomAgain);
    }

    private static Refusal Now(in Candidacy candidate, ReadOnlySpan<int> free, int start) =>
        Because(WaitingForCapacity, candidate, Windows.LeastIn(free, candidate.FirstSlot, candidate.Variant.TouchedSlots), start);

    private static Refusal Because(string code, in Candidacy candidate, long free, int until) => Refusal.Because(code,
        ("pool", candidate.Spread is { } spread ? string.Join(" + ", spread.Pools.Select(p => p.Supply.Pool)) : candidate.Pool.Supply.Pool),
        ("model", candidate.Spread is { } over ? string.Join(" + ", over.Pools.Select(p => p.Supply.Model).Distinct()) : candidate.Pool.Supply.Model),
        ("needDevices", candidate.Pool.InDevices(candidate.Units)),
        ("freeDevices", candidate.Pool.InDevices(Math.Max(0, free))),
        ("shortDevices", candidate.Pool.InDevices(candidate.Units - Math.Max(0, free))),
        ("until", candidate.Case.Clock.StartOf(until).ToString("O")));
}
