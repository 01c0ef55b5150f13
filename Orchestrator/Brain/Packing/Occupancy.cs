using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Packing;

/// <summary>What residents hold of nodes, seen three ways. Processors and memory are never lent: whoever has them has them in full.</summary>
public static class Occupancy
{
    /// <summary>Guaranteed and burstable residents with all they reserved; best-effort ones could go.</summary>
    public static PackingBoard OfPromises(IReadOnlyList<Node> nodes, IEnumerable<Resident> residents)
    {
        var board = new PackingBoard(nodes);
        foreach (var resident in residents)
            if (resident.Class != ServiceClass.BestEffort)
                board.Hold(resident.Placement);
        return board;
    }

    /// <summary>Promises in full, and best-effort residents with as much of each device as the promises leave: the rest of theirs is lent.</summary>
    public static PackingBoard OfAll(IReadOnlyList<Node> nodes, IReadOnlyList<Resident> residents)
    {
        var board = OfPromises(nodes, residents);
        HoldWhatIsThere(board, residents);
        return board;
    }

    /// <summary>
    /// For a best-effort arrival: burstable residents with the most that they use in its hours, where the node's separation allows a
    /// stranger beside both; promises otherwise in full, and best-effort residents with what that leaves of theirs.
    /// </summary>
    public static PackingBoard WithIdleLent(IReadOnlyList<Node> nodes, IReadOnlyList<Resident> residents, NodeArrival arrival)
    {
        var board = new PackingBoard(nodes);
        var offers = nodes.ToDictionary(node => node.Id, node => node.Offers);
        foreach (var resident in residents.Where(resident => resident.Class != ServiceClass.BestEffort))
        {
            var lends = offers.GetValueOrDefault(resident.Placement.Node) == DeviceIsolation.SoftwareShared
                && resident.Placement.Request.Isolation == DeviceIsolation.SoftwareShared
                && arrival.Request.Isolation == DeviceIsolation.SoftwareShared;
            board.Hold(lends ? resident.Placement with { MilliPerDevice = resident.MostUsed(arrival.FromHour, arrival.Hours) } : resident.Placement);
        }
        HoldWhatIsThere(board, residents);
        return board;
    }

    private static void HoldWhatIsThere(PackingBoard board, IReadOnlyList<Resident> residents)
    {
        foreach (var resident in residents.Where(resident => resident.Class == ServiceClass.BestEffort))
            foreach (var part in Parts(board, resident.Placement))
                board.Hold(part);
    }

    private static IEnumerable<NodePlacement> Parts(PackingBoard board, NodePlacement placement)
    {
        if (placement.Devices.Count == 0)
        {
            yield return placement;
            yield break;
        }
        var carries = placement.Request;
        foreach (var device in placement.Devices)
        {
            var left = board.StateOf(placement.Node).MilliLeft[device];
            yield return placement with { Request = carries, Devices = [device], MilliPerDevice = Math.Min(left, placement.MilliPerDevice) };
            carries = carries with { MilliCpu = 0, MemoryMebibytes = 0 };
        }
    }
}
