namespace ComputeNet.Brain.Packing;

/// <summary>Where a request sits, and what it really takes.</summary>
/// <param name="Devices">Distinct device numbers on the node, ascending.</param>
/// <param name="MilliPerDevice">What each device gives, after rounding.</param>
/// <param name="RoundedUpBy">Milli-devices per device beyond the request, because the node cuts only templates or does not share.</param>
/// <param name="MebibytesPerDevice">Device memory taken from each device; null where the node does not know its own.</param>
public sealed record NodePlacement(
    string Node, PackingRequest Request, IReadOnlyList<int> Devices, int MilliPerDevice, int RoundedUpBy, int? MebibytesPerDevice);
