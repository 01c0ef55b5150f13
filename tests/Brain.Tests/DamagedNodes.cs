using ComputeNet.Brain.Explanations;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using CsCheck;

namespace ComputeNet.Brain.Tests;

/// <summary>Whatever a stored problem says of machines and of those who sit on them, the round ends with a valid plan and its reasons.</summary>
public sealed class DamagedNodes
{
    private static readonly Gen<int> Odd = Gen.OneOf(-1, 0, 1, 2, 7, 300, 1000, 1001, int.MaxValue);

    private static readonly Gen<SiteNode> Nodes = Gen.Select(Gen.OneOf("n0", "n1", "", "n1"), Odd, Odd, Odd, Odd.List[0, 3], (id, devices, cores, memory, islands) =>
        new SiteNode(id, devices, cores, memory) { Islands = islands.Count == 0 ? null : islands });

    private static readonly Gen<MemberSeat> Seats = Gen.Select(Gen.OneOf("n0", "n1", "gone"), Odd.List[0, 3], Odd, Odd, Odd, Odd, (node, devices, milli, mebibytes, cores, memory) =>
        new MemberSeat(node, devices, milli, milli, mebibytes == 7 ? null : mebibytes, cores, memory));

    private static readonly Gen<SeatedWorkload> Residents = Gen.Select(Gen.OneOf("w-0", "r", "r", "s"), Gen.OneOf(Enum.GetValues<ServiceClass>()), Gen.OneOf(-1, 0, 1, 2, 7, 300), Seats.List[0, 2], Gen.Bool,
        (name, @class, devices, seats, isKnown) => new SeatedWorkload(new(name), @class, 1, AProblem.Now, devices) { Seats = isKnown ? seats : null });

    [Fact]
    public void nothing_that_is_told_of_machines_makes_a_round_throw_or_break_a_rule() => Gen.Select(
        AnyNodes.Cases, Nodes.List[0, 3], Residents.List[0, 4], Odd.List[0, 3], Gen.Select(Odd, Odd, Odd)).Sample(
        (c, nodes, residents, templates, odd) =>
        {
            var (devices, milli, cores) = odd;
            var problem = c.Problem with
            {
                Pools =
                [
                    .. c.Problem.Pools.Select((p, i) => i > 0 ? p with { Seated = [.. residents] } : p with
                    {
                        Nodes = [.. nodes],
                        Devices = (int)Math.Clamp(nodes.Sum(n => (long)n.Devices), int.MinValue, int.MaxValue),
                        Sharing = new DeviceSharing((DeviceIsolation)(templates.Count % 3), templates.Count == 0 ? null : templates),
                        Seated = [.. residents],
                    }),
                ],
                Demands = [.. c.Problem.Demands.Select((d, i) => i > 0 ? d : d with { Variants = [d.Variants[0] with { DevicesPerMember = devices, MilliPerDevice = milli, MilliCoresPerMember = cores }] })],
            };
            var plan = Planner.Solve(problem, c.Policy);
            PlanChecker.Check(problem, c.Policy, plan).ShouldBeEmpty();
            NodeReport.Of(problem, c.Policy, plan);
            foreach (var demand in problem.Demands)
                Explainer.Explain(problem, c.Policy, plan, demand.Workload).ShouldNotBeNull();
        },
        iter: 100);
}
