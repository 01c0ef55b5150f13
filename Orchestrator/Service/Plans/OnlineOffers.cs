using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Service.Plans;

/// <summary>
/// What arrivals are offered between two rounds, one after the other: each sees the places of those before it as taken. The next round
/// starts afresh and may improve on all of them.
/// </summary>
public sealed class OnlineOffers(ProblemSnapshot snapshots)
{
    /// <summary>Placers by client place; a network with more places than this makes them anew now and then.</summary>
    private const int MostPlaces = 32;

    private readonly Lock gate = new();
    private readonly Dictionary<PlaceId, OnlinePlacer> placers = [];
    private readonly List<(Demand Demand, Offer Offer)> taken = [];
    private Picture? drawn;

    /// <summary>The offer beside the picture's plan, taken; null when no admissible place has room, or when the demand shares limits with others.</summary>
    public Placement? Take(Picture picture, Demand demand)
    {
        var wishes = demand.Placement;
        if (wishes.Data is { Count: > 0 } || wishes.Together is { Count: > 0 } || wishes.Apart is { Count: > 0 } || picture.Problem.Tenants?.Any(t => t.Tenant == demand.Tenant) == true)
            return null;
        lock (gate)
        {
            if (!ReferenceEquals(picture, drawn))
            {
                placers.Clear();
                taken.Clear();
                drawn = picture;
            }
            if (PlacerFor(picture, demand).Decide(demand) is not { } offer)
                return null;
            taken.Add((demand, offer));
            foreach (var placer in placers.Values)
                placer.Take(demand, offer);
            return offer.Placement;
        }
    }

    /// <summary>Demands without a client place share the one of no place.</summary>
    private OnlinePlacer PlacerFor(Picture picture, Demand demand)
    {
        var place = demand.Placement.ClientPlace ?? default;
        if (placers.TryGetValue(place, out var known))
            return known;
        if (placers.Count >= MostPlaces)
            placers.Clear();
        var placer = placers[place] = Placer(picture, demand);
        foreach (var (before, offer) in taken)
            placer.Take(before, offer);
        return placer;
    }

    private OnlinePlacer Placer(Picture picture, Demand demand) =>
        new(snapshots.With(picture.Problem with { Demands = [], Previous = null }, demand.Placement, picture.Prices), picture.Policy, picture.Plan);
}
