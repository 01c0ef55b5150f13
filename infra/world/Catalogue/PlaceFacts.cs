using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.World.Catalogue;

public enum PlaceKind { City, CloudRegion }

/// <summary>A point from which latency is counted.</summary>
public sealed record PlaceFacts(PlaceId Id, string NameZh, string NameEn, PlaceKind Kind, string Country, RegionId Region, GeoPoint Location, Provenance Provenance);

/// <summary>One cluster of the eight national hubs of 东数西算 (east data, west compute), drawn on the map.</summary>
public sealed record HubFacts(string Id, string Hub, string HubNameZh, string HubNameEn, string NameZh, string NameEn, bool IsEastern, PlaceId Place, GeoPoint Location, Provenance Provenance);
