using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.World;

/// <summary>A point that a tenant can name as where its users are. <c>GET /api/places</c>.</summary>
public sealed record PlaceView(PlaceId Id, string NameZh, string NameEn, string Country, double Latitude, double Longitude);

/// <summary>Round trip from one place to a site, for the map's latency layer. <c>GET /api/places/{id}/latency</c>.</summary>
public sealed record LatencyView(SiteId Site, Figure Milliseconds);

/// <summary>A device model of the catalogue. <c>GET /api/accelerators</c>.</summary>
public sealed record AcceleratorView(AcceleratorModelId Id, string Name, Architecture Architecture, long? MemoryMebibytes, Figure? Watts, Figure? Fp16Teraflops);
