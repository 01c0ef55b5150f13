namespace ComputeNet.Portal.Features.Sites.Elsewhere;

/// <summary>A reason or a remedy in the site's own window, with what it cost or would have brought.</summary>
public sealed record LostRow(string Pool, string What, int Placements, double DeviceHours);
