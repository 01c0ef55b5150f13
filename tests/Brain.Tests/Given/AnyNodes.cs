using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using CsCheck;

namespace ComputeNet.Brain.Tests.Given;

/// <summary>Random problems in which pools know their nodes, and many workloads want parts of devices now: more than fits, so that seats decide.</summary>
internal static class AnyNodes
{
    private static readonly int[] Templates = [142, 285, 428, 571];

    private static readonly Gen<SiteNode> Nodes = Gen.Select(
        Gen.OneOf(1, 2, 4), Gen.OneOf(8000, 32_000), Gen.OneOf(32_768, 131_072), Gen.Bool,
        (devices, cores, memory, split) => new SiteNode("n", devices, cores, memory) { Islands = split && devices > 1 ? [.. Enumerable.Range(0, devices).Select(d => d % 2)] : null });

    private static readonly Gen<PoolSupply> Pools = Gen.Select(
        Nodes.List[0, 4], Gen.OneOf(Enum.GetValues<DeviceIsolation>()), Gen.Int[0, 9], Gen.Int[1, 20],
        (nodes, offers, oddity, price) => AProblem.Pool() with
        {
            Nodes = [.. nodes.Select((n, i) => n with { Id = $"n{i}" })],
            Devices = nodes.Sum(n => n.Devices) + (oddity == 0 ? 1 : 0),
            Sharing = oddity == 1 ? null : new DeviceSharing(offers, offers == DeviceIsolation.HardwarePartition ? Templates : null),
            DeviceMemoryMebibytes = oddity == 2 ? null : 81920,
            PriceYuanPerDeviceHour = price,
            Seated = oddity > 5 && nodes.Count > 0 ? [Seat("best", ServiceClass.BestEffort, 300), Seat("firm", ServiceClass.Guaranteed, oddity == 9 ? 700 : 500), new(new("nowhere"), ServiceClass.Guaranteed, 5, AProblem.Now, 1)] : null,
            Commitments = oddity > 5 && nodes.Count > 0 ? [new(1, AProblem.Now.AddHours(1)) { MilliDevices = oddity == 9 ? 700 : 500 }, new(1, AProblem.Now.AddHours(3))] : [],
        });

    private static readonly Gen<Variant> Variants = Gen.Select(
        Gen.OneOf(1, 1, 1, 2, 4), Gen.Int[1, 1100], Gen.Int[0, 11], Gen.Int[1, 4], Gen.OneOf(0, 4000, 12_000),
        (devices, milli, oddity, hours, cores) => AProblem.Variant(devices, hours) with
        {
            MilliPerDevice = milli > 1000 ? null : oddity < 4 ? 500 : milli,
            DeviceMemoryMebibytes = oddity is 3 or 4 ? 30_000 : null,
            DeviceIsolation = oddity is 5 or 6 ? (DeviceIsolation)(oddity - 4) : null,
            MilliCoresPerMember = cores == 0 ? null : cores,
            MemoryLimitMebibytes = oddity == 7 ? 20_000 : null,
            OneIsland = oddity == 8 ? true : null,
            Class = oddity is 9 or 10 ? (ServiceClass)(oddity - 8) : null,
        });

    private static readonly Gen<Demand> Demands = Gen.Select(
        Gen.OneOf(10, 50, 50, 90), Gen.OneOf(1, 1, 1, 2, 3), Variants.List[1, 2], Gen.Int[0, 9],
        (priority, members, variants, oddity) => AProblem.Demand() with
        {
            Priority = priority,
            GangMembers = members,
            Variants = variants,
            Placement = new() { Deadline = oddity == 0 ? AProblem.Now.AddHours(5) : null, EarliestStart = oddity == 1 ? AProblem.Now.AddHours(1) : null },
        });

    internal static readonly Gen<PlanningProblem> Problems = Gen.Select(Pools.List[1, 3], Demands.List[0, 14], Gen.OneOf(1, 6, 12), (pools, demands, slots) =>
        AProblem.With([.. pools.Select((p, i) => p with { Pool = new($"here.{i}") })], [.. demands.Select((d, i) => d with { Workload = new($"w-{i}") })]) with { Slots = slots });

    internal static readonly Gen<(PlanningProblem Problem, PlanningPolicy Policy)> Cases = Gen.Select(Problems, AnyProblem.Policies);

    private static SeatedWorkload Seat(string name, ServiceClass @class, int milli) =>
        new(new(name), @class, 50, AProblem.Now.AddHours(-1), 1) { Seats = [new MemberSeat("n0", [0], milli, 0, 81920 * milli / 1000)] };
}
