using ComputeNet.Adapters.Simulated;
using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Tests.Simulated;

/// <summary>One simulated site with one pool.</summary>
public static class SimulatedWorld
{
    public static readonly SimulatedSite Site = new(new SiteId("hangzhou-ai"),
    [
        new(new PoolId("hangzhou-ai.ascend-910b"), "Ascend 910B", Architecture.Ascend, new("huawei-ascend-910b"), 64, Provenance.Assumed("test"), 65536,
            Money.Yuan(9), Provenance.Assumed("test"), 350, Provenance.Assumed("test")),
    ]);

    public static SimulatedOptions Options(string folder) => new()
    {
        Centre = new Uri("http://localhost:1/"),
        Token = _ => "token",
        DataDirectory = folder,
        Sites = [Site],
    };

    public static JobOrder Order(string job, long? seconds, long limit, long token = 1, int devices = 8) => Orders.Of(job, "hangzhou-ai.ascend-910b", new()
    {
        Architecture = Architecture.Ascend,
        DevicesPerMember = devices,
        ExpectedSeconds = seconds,
        TimeLimitSeconds = limit,
        Command = ["train"],
    }, token);
}
