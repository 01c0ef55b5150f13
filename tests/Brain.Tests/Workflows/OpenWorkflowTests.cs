using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Brain.Workflows;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Tests.Workflows;

/// <summary>A workflow under way: two equal sites for the first stage, of which only one is near where the second must run.</summary>
public sealed class OpenWorkflowTests
{
    private static readonly SiteId East = new("east"), West = new("west");
    private static readonly PlanningPolicy Policy = new();

    private static readonly IReadOnlyList<Route> Routes = [Between(East, West), Between(West, East)];
    private static readonly PlanningProblem Network = AProblem.With([AProblem.Pool("east"), AProblem.Pool("west") with { PriceYuanPerDeviceHour = 9.5m }]);

    private static readonly OpenStage Prepare = new("prepare", AProblem.Demand("w-1")), Train = new("train", AProblem.Demand("w-2") with { Placement = new() { AllowedSites = [East] } });

    [Fact]
    public void the_first_stage_is_told_what_the_second_pays_for_its_place() =>
        Open(Prepare, Train).Ahead("prepare").ShouldNotBeNull().Sites.ShouldBe([new(East, 0), new(West, 100_000_000)]);

    [Fact]
    public void a_round_that_is_told_goes_where_the_workflow_is_cheapest()
    {
        var alone = Planner.Solve(Network with { Demands = [Prepare.Demand] }, Policy);
        var told = Planner.Solve(Network with { Demands = [Prepare.Demand with { CostsAhead = Open(Prepare, Train).Ahead("prepare")!.Sites }] }, Policy);

        (alone.Placements.ShouldHaveSingleItem().Site, told.Placements.ShouldHaveSingleItem().Site).ShouldBe((West, East));
    }

    [Fact]
    public void once_the_second_has_its_place_nothing_is_ahead_of_it() => Open(Prepare with { Site = West }, Train).Ahead("train").ShouldBeNull();

    [Fact]
    public void the_plan_counts_data_from_where_it_really_lies()
    {
        var plan = Open(Prepare with { Site = West }, Train).Plan();

        plan.Choices.ShouldHaveSingleItem().Site.ShouldBe(East);
        var transfer = plan.Transfers.ShouldHaveSingleItem();
        (transfer.From, transfer.To, transfer.Gigabytes).ShouldBe((West, East, 200));
        transfer.Terms.ShouldContain(new Contracts.Plans.CostTerm("egress", 100_000_000));
    }

    [Fact]
    public void a_stage_that_the_round_expects_somewhere_is_planned_there() =>
        Open(Prepare with { Pool = new("west.gpu") }, Train).Plan().Choices.Select(c => c.Site).ShouldBe([West, East]);

    [Fact]
    public void what_cannot_be_planned_asks_for_no_place() =>
        Open(Prepare, Train with { Demand = Train.Demand with { Placement = new() { AllowedSites = [new("nowhere")] } } }).Ahead("prepare").ShouldBeNull();

    private static OpenWorkflow Open(params OpenStage[] stages) => new(new PlanningCase(Network, Policy), stages, [new("prepare", "train", 200), new("train", "left out", 9)], Routes);

    private static Route Between(SiteId from, SiteId to) => new(from, to) { Tariff = [new(0, 0.5m)] };
}
