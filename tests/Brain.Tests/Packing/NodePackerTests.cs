using ComputeNet.Brain.Packing;
using ComputeNet.Contracts.Vocabulary;
using CsCheck;

namespace ComputeNet.Brain.Tests.Packing;

/// <summary>Classes that share devices: who lends, who goes, and that neither breaks a promise.</summary>
public sealed class NodePackerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>600 milli by day (8 to 20), 100 by night.</summary>
    private static readonly int[] DayCurve = [.. Enumerable.Range(0, 24).Select(hour => hour is >= 8 and < 20 ? 600 : 100)];

    [Fact]
    public void best_effort_fills_the_valley_of_a_burstable_service_but_not_its_peak()
    {
        var service = AResident("service", ServiceClass.Burstable, 600) with { DemandByHour = DayCurve };
        Place([service], Arrival(900, ServiceClass.BestEffort, fromHour: 21, hours: 6)).Answer.ShouldBeOfType<PackingAnswer.Placed>();
        Place([service], Arrival(900, ServiceClass.BestEffort, fromHour: 3, hours: 6)).Answer.ShouldBeOfType<PackingAnswer.Refused>();
    }

    [Theory]
    [InlineData(ServiceClass.Guaranteed)]
    [InlineData(ServiceClass.BestEffort)]
    public void only_a_burstable_one_lends(ServiceClass of) =>
        Place([AResident("x", of, 600) with { DemandByHour = DayCurve }], Arrival(900, ServiceClass.BestEffort, 21, 6))
            .Answer.ShouldBeOfType<PackingAnswer.Refused>();

    [Fact]
    public void nobody_lends_beyond_the_separation_that_was_promised()
    {
        var apart = AResident("service", ServiceClass.Burstable, 1000) with { DemandByHour = [0] };
        var alone = apart with { Placement = apart.Placement with { Request = apart.Placement.Request with { Isolation = DeviceIsolation.Exclusive } } };
        Place([alone], Arrival(100, ServiceClass.BestEffort, 0, 1)).Answer.ShouldBeOfType<PackingAnswer.Refused>();
        Place([apart], Arrival(100, ServiceClass.BestEffort, 0, 1)).Answer.ShouldBeOfType<PackingAnswer.Placed>();
    }

    [Fact]
    public void the_least_important_and_then_the_newest_goes_first()
    {
        var important = AResident("important", ServiceClass.BestEffort, 300) with { Priority = 5 };
        var old = AResident("old", ServiceClass.BestEffort, 300) with { Since = Noon.AddHours(-9) };
        var newest = AResident("new", ServiceClass.BestEffort, 300);
        EvictionOrder.Of([important, old, newest, AResident("firm", ServiceClass.Burstable, 100)]).ShouldBe([newest, old, important]);
        Place([important, old, newest], Arrival(400, ServiceClass.Guaranteed)).Evicted.ShouldBe([newest]);
        Place([important, old, newest], Arrival(800, ServiceClass.Guaranteed)).Evicted.ShouldBe([newest, old, important]);
    }

    [Fact]
    public void nobody_goes_who_could_stay()
    {
        var small = AResident("small", ServiceClass.BestEffort, 100);
        var large = AResident("large", ServiceClass.BestEffort, 800) with { Since = Noon.AddHours(-9) };
        Place([small, large], Arrival(700, ServiceClass.Burstable)).Evicted.ShouldBe([large]);
    }

    [Fact]
    public void where_there_is_room_without_it_nobody_goes()
    {
        var decision = NodePacker.Place(
            [AnyCluster.ANode(), AnyCluster.ANode("other")], [AResident("x", ServiceClass.BestEffort, 900)], Arrival(900, ServiceClass.Guaranteed), AnyCluster.Expected);
        decision.Evicted.ShouldBeEmpty();
        decision.Answer.ShouldBeOfType<PackingAnswer.Placed>().Placement.Node.ShouldBe("other");
    }

    /// <summary>Residents come one by one; at any hour of the day, what is used of a device by those who may be there then is not more than the device.</summary>
    [Fact]
    public void promises_are_kept_in_every_hour_whoever_came_first() => Gen.Select(
        Gen.Int[1, 1000], Gen.OneOf(Enum.GetValues<ServiceClass>()), Gen.Int[0, 1000].Array[1, 24], Gen.Int[0, 23], Gen.Int[1, 8]).Array[1, 8].Sample(
        arrivals =>
        {
            var residents = new List<Resident>();
            var nodes = new[] { AnyCluster.ANode(devices: 2) };
            foreach (var (milli, @class, curve, fromHour, hours) in arrivals)
            {
                var decision = NodePacker.Place(nodes, residents, Arrival(milli, @class, fromHour, hours), AnyCluster.Expected);
                decision.Evicted.ShouldAllBe(gone => gone.Class == ServiceClass.BestEffort);
                residents.RemoveAll(decision.Evicted.Contains);
                if (decision.Answer is not PackingAnswer.Placed placed)
                    continue;
                residents.Add(new() { Id = $"{residents.Count}", Class = @class, Since = Noon, Placement = placed.Placement, DemandByHour = curve });
                for (var device = 0; device < 2; device++)
                {
                    var on = residents.Where(resident => resident.Placement.Devices.Contains(device)).ToList();
                    on.Where(resident => resident.Class != ServiceClass.BestEffort).Sum(resident => resident.Placement.MilliPerDevice).ShouldBeLessThanOrEqualTo(Node.Whole);
                    if (@class == ServiceClass.BestEffort && placed.Placement.Devices.Contains(device) && on.Count(resident => resident.Class == ServiceClass.BestEffort) == 1)
                        for (var hour = fromHour; hour < fromHour + hours; hour++)
                            on.Sum(resident => resident.MostUsed(hour, 1)).ShouldBeLessThanOrEqualTo(Node.Whole);
                }
            }
        },
        iter: 30);

    private static NodeDecision Place(IReadOnlyList<Resident> residents, NodeArrival arrival) =>
        NodePacker.Place([AnyCluster.ANode()], residents, arrival, AnyCluster.Expected);

    private static NodeArrival Arrival(int milli, ServiceClass @class, int fromHour = 0, int hours = 24) =>
        new(AnyCluster.Share(milli), @class, fromHour, hours);

    private static Resident AResident(string id, ServiceClass @class, int milli) => new()
    {
        Id = id,
        Class = @class,
        Since = Noon,
        Placement = new("n", AnyCluster.Share(milli), [0], milli, 0, null),
    };
}
