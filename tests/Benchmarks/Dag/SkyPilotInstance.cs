using System.Text.Json;
using ComputeNet.Brain.Workflows;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Benchmarks.Dag;

/// <summary>
/// One instance of traces/skypilot/instances.json as a workflow: <c>{"chain":true,"n":5,"m":10,"seed":1,"tasks":[{"name":"task0","out_gb":261,"cands":[{"cloud":"AWS","cost":2.3,…}]}],
/// "edges":[{"u":"task0","v":"task1","egress":[[23.4,…]]}],"source":[{"v":"task0","egress":[0.0,8.91,…]}],"skypilot_ilp_obj":57.6,…}</c>.
/// A cloud is a site here, and the money is US dollars. The egress matrices are left to the checker: the workflow says the tariffs that SkyPilot made them from.
/// </summary>
public sealed record SkyPilotInstance(string Name, int Seed, Workflow Workflow, JsonElement Raw, double Objective, double IlpSeconds, double? DpSeconds)
{
    /// <summary>What every instance reads first: 100 GB that lie with AWS.</summary>
    private const double SourceGigabytes = 100;
    private static readonly SiteId Aws = new("AWS"), Gcp = new("GCP");

    /// <summary>SkyPilot 2023-02: AWS gives the first gigabyte of a transfer away, then 0.09 $/GB up to 10 TB; GCP takes 0.12 $/GB. Throughput is not part of its objective.</summary>
    private static readonly Route[] Tariffs =
    [
        new(Aws, Gcp) { Tariff = [new EgressTier(1, 0.09m)] },
        new(Gcp, Aws) { Tariff = [new EgressTier(0, 0.12m)] },
    ];

    public static IReadOnlyList<SkyPilotInstance> ReadAll(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. document.RootElement.EnumerateArray().Select(i => Read(i.Clone()))];
    }

    private static SkyPilotInstance Read(JsonElement instance)
    {
        var tasks = instance.GetProperty("tasks").EnumerateArray().ToList();
        var written = tasks.ToDictionary(t => t.GetProperty("name").GetString()!, t => t.GetProperty("out_gb").GetDouble());
        var workflow = new Workflow
        {
            Gangs = [.. tasks.Select(t => new WorkflowGang(t.GetProperty("name").GetString()!, [.. t.GetProperty("cands").EnumerateArray().Select(Candidate)]))],
            Inputs = [.. instance.GetProperty("source").EnumerateArray().Select(s => new DataInput(Aws, s.GetProperty("v").GetString()!, SourceGigabytes))],
            Flows = [.. instance.GetProperty("edges").EnumerateArray().Select(e => Flow(e, written))],
            Routes = Tariffs,
        };
        var isChain = instance.GetProperty("chain").GetBoolean();
        var name = $"{(isChain ? "chain" : "dag")} {tasks.Count}×{instance.GetProperty("m").GetInt32()}";
        return new SkyPilotInstance(
            name,
            instance.GetProperty("seed").GetInt32(),
            workflow,
            instance,
            instance.GetProperty("skypilot_ilp_obj").GetDouble(),
            instance.GetProperty("skypilot_ilp_s").GetDouble(),
            instance.TryGetProperty("skypilot_dp_s", out var seconds) ? seconds.GetDouble() : null);
    }

    private static GangCandidate Candidate(JsonElement candidate, int index)
    {
        var cloud = candidate.GetProperty("cloud").GetString()!;
        var pool = $"{cloud}.{candidate.GetProperty("region").GetString()}";
        return new GangCandidate(new SiteId(cloud), new PoolId(pool), index, [new CostTerm("price", (long)(candidate.GetProperty("cost").GetDecimal() * 1_000_000))]);
    }

    private static DataFlow Flow(JsonElement edge, Dictionary<string, double> written)
    {
        var from = edge.GetProperty("u").GetString()!;
        return new DataFlow(from, edge.GetProperty("v").GetString()!, written[from]);
    }
}
