using ComputeNet.Brain.Packing;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Tests.Packing;

/// <summary>A second set of books over placements, kept by adding up and nothing else.</summary>
internal static class Books
{
    internal static void ShouldBalance(IReadOnlyList<Node> nodes, IReadOnlyList<NodePlacement> placements)
    {
        foreach (var node in nodes)
        {
            var here = placements.Where(placement => placement.Node == node.Id).ToList();
            here.Sum(placement => placement.Request.MilliCpu).ShouldBeLessThanOrEqualTo(node.MilliCpu);
            here.Sum(placement => placement.Request.MemoryMebibytes).ShouldBeLessThanOrEqualTo(node.MemoryMebibytes);
            here.ShouldAllBe(placement => placement.Devices.All(device => device >= 0 && device < node.Devices));
            here.ShouldAllBe(placement => placement.Devices.Distinct().Count() == placement.Request.Devices);
            for (var device = 0; device < node.Devices; device++)
            {
                var on = here.Where(placement => placement.Devices.Contains(device)).ToList();
                on.Sum(placement => placement.MilliPerDevice).ShouldBeLessThanOrEqualTo(Node.Whole);
                if (node.DeviceMebibytes is { } mebibytes)
                    on.Sum(placement => placement.MebibytesPerDevice!.Value).ShouldBeLessThanOrEqualTo(mebibytes);
                if (on.Count > 1)
                    on.ShouldAllBe(placement => node.Offers != DeviceIsolation.Exclusive && placement.Request.Isolation <= node.Offers);
            }
        }
    }

    /// <summary>Whether the node could take the request beside the placements, worked out from scratch.</summary>
    internal static bool HasRoom(Node node, IReadOnlyList<NodePlacement> placements, PackingRequest request)
    {
        var here = placements.Where(placement => placement.Node == node.Id).ToList();
        if (here.Sum(placement => placement.Request.MilliCpu) + request.MilliCpu > node.MilliCpu
            || here.Sum(placement => placement.Request.MemoryMebibytes) + request.MemoryMebibytes > node.MemoryMebibytes)
            return false;
        if (request.Devices == 0)
            return true;
        if (request.Models.Count > 0 && !request.Models.Contains(node.Model) || request.DeviceMebibytes is not null && node.DeviceMebibytes is null)
            return false;
        var milli = Rounding.MilliOn(node, request);
        var mebibytes = node.DeviceMebibytes is not { } all ? 0
            : milli < Node.Whole && request.DeviceMebibytes is { } asked ? asked
            : (all * milli + Node.Whole - 1) / Node.Whole;
        var free = Enumerable.Range(0, node.Devices).Where(device =>
        {
            var on = here.Where(placement => placement.Devices.Contains(device)).ToList();
            return on.Sum(placement => placement.MilliPerDevice) + milli <= Node.Whole
                && on.Sum(placement => placement.MebibytesPerDevice ?? 0) + mebibytes <= (node.DeviceMebibytes ?? int.MaxValue);
        }).ToList();
        return request.OneIsland
            ? free.GroupBy(device => node.Islands?[device] ?? 0).Any(island => island.Count() >= request.Devices)
            : free.Count >= request.Devices;
    }
}
