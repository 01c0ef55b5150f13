using ComputeNet.Brain.Packing;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Constraints;

/// <summary>What seats must be by themselves, whoever else sits there.</summary>
internal static class SeatRules
{
    /// <summary>The first thing that is not as it must be; null when nothing is.</summary>
    internal static string? Broken(in Candidacy candidate, IReadOnlyList<MemberSeat> seats)
    {
        if (seats.Count != candidate.Demand.Demand.GangMembers)
            return $"has {seats.Count} seats for {candidate.Demand.Demand.GangMembers} members";
        var (request, asked) = (MemberRequest.Of(candidate), candidate.Variant.Variant.MilliPerDevice ?? Node.Whole);
        foreach (var seat in seats)
        {
            if (candidate.Pool.Nodes!.FirstOrDefault(n => n.Id == seat.Node) is not { } node)
                return $"sits on {seat.Node}, which the pool does not have";
            var milli = Rounding.MilliOn(node, request);
            if (seat.Devices.Count != request.Devices || seat.Devices.Zip(seat.Devices.Skip(1)).Any(pair => pair.First >= pair.Second))
                return $"sits on the devices {string.Join(',', seat.Devices)} of {seat.Node}, not on {request.Devices} distinct ones in order";
            if (seat.MilliPerDevice != milli || seat.RoundedUpBy != milli - asked)
                return $"takes {seat.MilliPerDevice} milli-devices rounded up by {seat.RoundedUpBy}, not {milli} by {milli - asked}";
            if (seat.MilliCores != request.MilliCpu || seat.MemoryMebibytes != request.MemoryMebibytes)
                return $"takes {seat.MilliCores} milli-cores and {seat.MemoryMebibytes} MiB, not {request.MilliCpu} and {request.MemoryMebibytes}";
            if (seat.MebibytesPerDevice != Seats.MebibytesOn(node, request, milli))
                return $"takes {seat.MebibytesPerDevice?.ToString() ?? "unknown"} MiB per device";
            if (request.OneIsland && node.Islands is { } islands && seat.Devices.Any(d => d < 0 || d >= islands.Count || islands[d] != islands[Math.Clamp(seat.Devices[0], 0, islands.Count - 1)]))
                return $"sits on more than one island of {seat.Node}";
        }
        return null;
    }
}
