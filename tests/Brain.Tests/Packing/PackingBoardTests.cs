using ComputeNet.Brain.Packing;
using ComputeNet.Brain.Packing.Policies;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Tests.Packing;

public sealed class PackingBoardTests
{
    [Fact]
    public void a_tenth_and_two_tenths_leave_exactly_seven_tenths()
    {
        var board = new PackingBoard([AnyCluster.ANode()]);
        foreach (var milli in (int[])[100, 200, 700])
            Placed(board, AnyCluster.Share(milli)).MilliPerDevice.ShouldBe(milli);
        board.StateOf("n").TotalMilliLeft.ShouldBe(0);
    }

    [Fact]
    public void three_tenths_of_a_partitioned_device_take_the_next_template_and_the_rounding_is_told()
    {
        var placement = Placed(new([AnyCluster.ANode(offers: DeviceIsolation.HardwarePartition)]), AnyCluster.Share(300));
        (placement.MilliPerDevice, placement.RoundedUpBy).ShouldBe((428, 128));
    }

    [Fact]
    public void who_wants_more_separation_than_the_node_offers_gets_the_whole_device()
    {
        var board = new PackingBoard([AnyCluster.ANode()]);
        Placed(board, AnyCluster.Share(300) with { Isolation = DeviceIsolation.HardwarePartition }).RoundedUpBy.ShouldBe(700);
        board.Place(Policy, AnyCluster.Share(1)).ShouldBeOfType<PackingAnswer.Refused>();
    }

    [Fact]
    public void a_gang_in_one_island_does_not_straddle_two()
    {
        var node = AnyCluster.ANode(devices: 4) with { Islands = [0, 1, 0, 1] };
        var gang = AnyCluster.Share(1000) with { Devices = 2, OneIsland = true };
        Placed(new([node]), gang).Devices.ShouldBe([0, 2]);
        new PackingBoard([node with { Islands = [0, 1, 2, 3] }]).Place(Policy, gang).ShouldBeOfType<PackingAnswer.Refused>();
    }

    [Fact]
    public void a_refusal_says_what_was_short_and_how_much_was_left()
    {
        var board = new PackingBoard([AnyCluster.ANode("a"), AnyCluster.ANode("b"), AnyCluster.ANode("c") with { Model = AnyCluster.Models[1] }]);
        Placed(board, AnyCluster.Share(600));
        Placed(board, AnyCluster.Share(600));
        var refusal = Refused(board, AnyCluster.Share(500) with { Models = [AnyCluster.Models[0]] });
        refusal.Code.ShouldBe("devices");
        refusal.Because.ShouldBe("1 nodes have another model; 2 nodes lack devices: asked 1 devices with 500 milli-devices and the memory, most left 0");
    }

    [Theory]
    [InlineData(-1, 1, 500, "milliCpu -1 is negative")]
    [InlineData(1, 1, 0, "milliPerDevice 0 is not within 1 … 1000")]
    [InlineData(1, 1, 1001, "milliPerDevice 1001 is not within 1 … 1000")]
    [InlineData(1, -2, 500, "devices -2 is negative")]
    public void nonsense_is_refused_by_field_and_value(int milliCpu, int devices, int milli, string because)
    {
        var refusal = Refused(new([AnyCluster.ANode()]), AnyCluster.Share(milli) with { MilliCpu = milliCpu, Devices = devices });
        (refusal.Code, refusal.Because).ShouldBe(("invalid-request", because));
    }

    [Fact]
    public void without_nodes_there_is_no_room() =>
        Refused(new([]), AnyCluster.Share(1)).Code.ShouldBe("no-nodes");

    [Fact]
    public void fragmentation_counts_what_an_average_request_cannot_use()
    {
        var board = new PackingBoard([AnyCluster.ANode()]);
        Placed(board, AnyCluster.Share(400));
        Fragmentation.Of(board, RequestMix.Of([AnyCluster.Share(600)])).ShouldBe(new(600, 0));
        Fragmentation.Of(board, RequestMix.Of([AnyCluster.Share(700), AnyCluster.Share(100)])).ShouldBe(new(600, 300));
    }

    private static ScoredPolicy Policy => new(new BestFit());

    private static NodePlacement Placed(PackingBoard board, PackingRequest request) =>
        board.Place(Policy, request).ShouldBeOfType<PackingAnswer.Placed>().Placement;

    private static PackingRefusal Refused(PackingBoard board, PackingRequest request) =>
        board.Place(Policy, request).ShouldBeOfType<PackingAnswer.Refused>().Refusal;
}
