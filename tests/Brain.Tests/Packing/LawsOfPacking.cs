using ComputeNet.Brain.Packing;
using CsCheck;

namespace ComputeNet.Brain.Tests.Packing;

/// <summary>What holds for every policy on every cluster.</summary>
public sealed class LawsOfPacking
{
    [Fact]
    public void nothing_is_given_twice_and_nobody_shares_a_device_against_the_separation_asked_for() => AnyCluster.Cases.Sample(
        c =>
        {
            foreach (var policy in AnyCluster.Policies())
                Books.ShouldBalance(c.Nodes, Placed(Play(c.Nodes, c.Arrivals, policy)));
        },
        iter: 60);

    [Fact]
    public void a_request_is_refused_only_when_no_node_has_room() => AnyCluster.Cases.Sample(
        c =>
        {
            foreach (var policy in AnyCluster.Policies())
            {
                var answers = Play(c.Nodes, c.Arrivals, policy);
                for (var i = 0; i < answers.Count; i++)
                    if (answers[i] is PackingAnswer.Refused)
                        c.Nodes.Where(node => Books.HasRoom(node, Placed(answers.Take(i)), c.Arrivals[i])).ShouldBeEmpty();
            }
        },
        iter: 60);

    [Fact]
    public void the_same_arrivals_get_the_same_places() => AnyCluster.Cases.Sample(
        c =>
        {
            foreach (var (first, again) in AnyCluster.Policies().Zip(AnyCluster.Policies()))
                Told(Play(c.Nodes, c.Arrivals, again)).ShouldBe(Told(Play(c.Nodes, c.Arrivals, first)));
        },
        iter: 40);

    [Fact]
    public void a_kept_score_is_the_score() => AnyCluster.Cases.Sample(
        c =>
        {
            var board = new PackingBoard(c.Nodes);
            var keeps = AnyCluster.Policies()[0];
            foreach (var request in c.Arrivals)
            {
                var forgets = AnyCluster.Policies()[0].Choose(board, request);
                var seat = keeps.Choose(board, request);
                (seat?.Node, Devices: Listed(seat?.Devices)).ShouldBe((forgets?.Node, Listed(forgets?.Devices)));
                board.Place(keeps, request);
            }
        },
        iter: 4);

    [Fact]
    public void what_is_given_back_is_there_again() => AnyCluster.Cases.Sample(
        c =>
        {
            var board = new PackingBoard(c.Nodes);
            var before = c.Nodes.Select(node => board.StateOf(node.Id)).ToList();
            var placements = Placed([.. c.Arrivals.Select(request => board.Place(AnyCluster.Policies()[2], request))]);
            foreach (var placement in placements.Reverse())
                board.Release(placement);
            c.Nodes.Select(node => board.StateOf(node.Id)).ShouldBe(before);
            foreach (var placement in placements)
                board.Hold(placement);
        },
        iter: 60);

    [Fact]
    public void rounding_is_never_down_and_always_told() => AnyCluster.Cases.Sample(
        c => Placed(Play(c.Nodes, c.Arrivals, AnyCluster.Policies()[0])).ShouldAllBe(placement =>
            placement.Request.Devices == 0
            || placement.RoundedUpBy >= 0 && placement.MilliPerDevice == placement.Request.MilliPerDevice + placement.RoundedUpBy),
        iter: 60);

    private static List<PackingAnswer> Play(Node[] nodes, PackingRequest[] arrivals, IPlacementPolicy policy)
    {
        var board = new PackingBoard(nodes);
        return [.. arrivals.Select(request => board.Place(policy, request))];
    }

    private static IReadOnlyList<NodePlacement> Placed(IEnumerable<PackingAnswer> answers) =>
        [.. answers.OfType<PackingAnswer.Placed>().Select(placed => placed.Placement)];

    private static List<string> Told(List<PackingAnswer> answers) => answers.ConvertAll(answer => answer switch
    {
        PackingAnswer.Placed placed => $"{placed.Placement.Node}: {Listed(placed.Placement.Devices)}",
        PackingAnswer.Refused refused => refused.Refusal.Because,
        _ => throw new InvalidOperationException($"{answer} is neither placed nor refused."),
    });

    private static string Listed(IEnumerable<int>? devices) => devices is null ? "none" : string.Join(',', devices);
}
