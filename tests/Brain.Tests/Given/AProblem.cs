using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Brain.Tests.Given;

/// <summary>Small problems in the tests' own words: everything has a harmless default, a test changes what it is about.</summary>
internal static class AProblem
{
    internal static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
    internal static readonly Provenance Stated = new(Basis.Stated, "test", new DateOnly(2026, 11, 1));
    internal static readonly PlaceId Beijing = new("beijing");

    internal static PlanningProblem With(IReadOnlyList<PoolSupply> pools, params IReadOnlyList<Demand> demands) =>
        new() { Now = Now, SlotMinutes = 60, Slots = 24, Pools = pools, Demands = demands };

    internal static PlanningProblem With(PoolSupply pool, params IReadOnlyList<Demand> demands) => With([pool], demands);

    /// <summary>Ten CUDA devices at ¥10 per device-hour, 500 W, PUE 1.2, 500 g/kWh all day.</summary>
    internal static PoolSupply Pool(string site = "here") => new()
    {
        Pool = new PoolId($"{site}.gpu"),
        Site = new SiteId(site),
        Region = new RegionId($"cn-{site}"),
        Country = "CN",
        Architecture = Architecture.Cuda,
        Model = new AcceleratorModelId("nvidia-a100"),
        Devices = 10,
        DeviceMemoryMebibytes = 81920,
        PriceYuanPerDeviceHour = 10m,
        PriceProvenance = Stated,
        WattsPerDevice = 500,
        WattsProvenance = Stated,
        Pue = 1.2,
        PueProvenance = Stated,
        CarbonGramsPerKilowattHour = [.. Enumerable.Repeat(500.0, 24)],
        CarbonProvenance = Stated,
        Latencies = [new PlaceLatency(Beijing, 20, Stated)],
    };

    /// <summary>One member, one CUDA device, one hour, priority 50, no wishes.</summary>
    internal static Demand Demand(string name = "w-1") => new()
    {
        Workload = new WorkloadId(name),
        Tenant = new TenantId("tenant"),
        Priority = 50,
        SubmittedAt = Now.AddMinutes(-5),
        GangMembers = 1,
        Variants = [Variant()],
        Placement = new PlacementWishes(),
    };

    internal static Variant Variant(int devices = 1, double hours = 1) => new()
    {
        Architecture = Architecture.Cuda,
        DevicesPerMember = devices,
        ExpectedSeconds = (long)(hours * 3600),
        TimeLimitSeconds = (long)(hours * 3600),
        Command = [],
    };
}
