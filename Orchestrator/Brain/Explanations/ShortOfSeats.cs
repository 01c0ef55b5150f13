using ComputeNet.Brain.Packing;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Explanations;

/// <summary>The pool has the devices, but no node has what a member needs together: what most nodes lack, asked and left.</summary>
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
        return Refusal.Because(lack.Code switch { "cpu" => NoNodeWithCores, "memory" => NoNodeWithMemory, _ => NoNodeWithDevices }, [.. facts]);
    }
}
