using ComputeNet.Brain.Packing;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Explanations;

/// <summary>The pool has the devices, but no node has what a member needs together: what most nodes lack, asked and left, and who would give way.</summary>
public static class ShortOfSeats
{
    /// <summary>No node has so many free devices (of the share, with the memory, on one island).</summary>
    public const string NoNodeWithDevices = "no-node-with-devices";

    /// <summary>The devices are there, the processors beside them are not.</summary>
    public const string NoNodeWithCores = "no-node-with-cores";

    /// <summary>The same for host memory.</summary>
    public const string NoNodeWithMemory = "no-node-with-memory";

    internal static Refusal Because(in Candidacy candidate, PackingRefusal lack)
    {
        var (pool, request) = (candidate.Pool, MemberRequest.Of(candidate));
        List<(string, object?)> facts = [("pool", pool.Supply.Pool), ("nodes", pool.Nodes!.Count), ("lackingNodes", lack.Lack.Nodes), ("members", candidate.Demand.Demand.GangMembers)];
        facts.AddRange(lack.Code switch
        {
            "cpu" => [("needMilliCores", lack.Lack.Asked), ("mostMilliCores", lack.Lack.MostLeft)],
            "memory" => [("needMebibytes", lack.Lack.Asked), ("mostMebibytes", lack.Lack.MostLeft)],
            _ => [("needDevices", request.Devices), ("milliPerDevice", Rounding.MilliOn(pool.Nodes[0], request)), ("mostDevices", lack.Lack.MostLeft)],
        });
        // Known in advance, to their tenants as well: those who reserved nothing go before anybody waits for them by name.
        var wouldGo = EvictionOrder.Of((pool.Supply.Seated ?? []).Where(s => s.Seats is { Count: > 0 }).Select(AsResident));
        if (wouldGo.Count > 0 && (candidate.Variant.Variant.Class ?? ServiceClass.Guaranteed) != ServiceClass.BestEffort)
            facts.Add(("evictionOrder", string.Join(", ", wouldGo.Select(r => r.Id))));
        return Refusal.Because(lack.Code switch { "cpu" => NoNodeWithCores, "memory" => NoNodeWithMemory, _ => NoNodeWithDevices }, [.. facts]);
    }

    private static Resident AsResident(SeatedWorkload seated) => new()
    {
        Id = seated.Workload.Value,
        Class = seated.Class,
        Priority = seated.Priority,
        Since = seated.Since,
        Placement = new NodePlacement(seated.Seats![0].Node, new PackingRequest { MilliCpu = 0, MemoryMebibytes = 0 }, seated.Seats[0].Devices, seated.Seats[0].MilliPerDevice, 0, null),
    };
}
