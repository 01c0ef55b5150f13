using ComputeNet.Brain.Packing;
using ComputeNet.Brain.Packing.Policies;
using ComputeNet.Contracts.Vocabulary;
using CsCheck;

namespace ComputeNet.Brain.Tests.Packing;

/// <summary>Random clusters and arrivals: few and small nodes, so that they fill up, with every kind of isolation, island and template.</summary>
internal static class AnyCluster
{
    internal static readonly AcceleratorModelId[] Models = [new("a100"), new("910b")];
    internal static readonly int[] Templates = [142, 285, 428, 571, 1000];

    private static readonly Gen<Node> SomeNode = Gen.Select(
        Gen.OneOf(Models), Gen.Int[1, 4], Gen.OneOf(16_000, 32_000), Gen.OneOf(Enum.GetValues<DeviceIsolation>()), Gen.Bool, Gen.Bool,
        (model, devices, cpu, offers, knowsMemory, hasIslands) => new Node
        {
            Id = "",
            Model = model,
            MilliCpu = cpu,
            MemoryMebibytes = 65_536,
            Devices = devices,
            DeviceMebibytes = knowsMemory ? 40_960 : null,
            Islands = hasIslands ? [.. Enumerable.Range(0, devices).Select(device => device / 2)] : null,
            Offers = offers,
            Templates = offers == DeviceIsolation.HardwarePartition ? Templates : [],
        });

    internal static readonly Gen<Node[]> Nodes = SomeNode.Array[1, 6].Select(nodes => nodes.Select((node, i) => node with { Id = $"node-{i}" }).ToArray());

    internal static readonly Gen<PackingRequest> Requests = Gen.Select(
        Gen.OneOf(0, 1000, 4000, 12_000), Gen.OneOf(0, 4096, 16_384), Gen.OneOf(0, 1, 1, 1, 1, 2, 4), Gen.OneOf(1, 100, 200, 300, 460, 810, 1000, 1000),
        Gen.OneOf(Enum.GetValues<DeviceIsolation>()), Gen.Int[0, 9],
        (cpu, memory, devices, milli, isolation, oddity) => new PackingRequest
        {
            MilliCpu = cpu,
            MemoryMebibytes = memory,
            Devices = devices,
            MilliPerDevice = devices > 1 && oddity < 8 ? Node.Whole : milli,
            Isolation = isolation,
            Models = oddity == 1 ? [Models[0]] : [],
            OneIsland = oddity == 2,
            DeviceMebibytes = oddity is 3 or 4 ? 8192 : null,
        });

    internal static readonly Gen<(Node[] Nodes, PackingRequest[] Arrivals)> Cases = Gen.Select(Nodes, Requests.Array[1, 60], (nodes, arrivals) => (nodes, arrivals));

    private static readonly RequestMix Mix = RequestMix.Of(
    [
        Share(460, 6000), Share(460, 8000), Share(810, 3000), Share(200, 1000), Share(300, 4000), Share(1000, 12_000), Share(1000, 4000),
        Share(1000, 8000) with { Devices = 4 }, Share(1000, 8000) with { Models = [Models[1]] },
    ]);

    internal static RequestMix Expected => Mix;

    /// <summary>Every policy, new: they keep scores.</summary>
    internal static IReadOnlyList<IPlacementPolicy> Policies() =>
    [
        new ScoredPolicy(new DirectedWorth(Mix)),
        new ScoredPolicy(new FragmentationGradientDescent(Mix)),
        new ScoredPolicy(new BestFit()),
        new ScoredPolicy(new DotProduct()),
        new RandomFit(7),
    ];

    internal static PackingRequest Share(int milli, int milliCpu = 1000) =>
        new() { MilliCpu = milliCpu, MemoryMebibytes = 1024, Devices = 1, MilliPerDevice = milli };

    internal static Node ANode(string id = "n", int devices = 1, DeviceIsolation offers = DeviceIsolation.SoftwareShared) => new()
    {
        Id = id,
        Model = Models[0],
        MilliCpu = 64_000,
        MemoryMebibytes = 262_144,
        Devices = devices,
        Offers = offers,
        Templates = offers == DeviceIsolation.HardwarePartition ? Templates : [],
    };
}
