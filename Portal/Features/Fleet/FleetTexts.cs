namespace ComputeNet.Portal.Features.Fleet;

/// <summary>Marks the resources of the fleet page.</summary>
public sealed class FleetTexts;
