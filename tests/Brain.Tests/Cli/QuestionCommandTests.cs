using System.Text.Json;
using ComputeNet.Brain.Tests.Given;

namespace ComputeNet.Brain.Tests.Cli;

/// <summary>The commands that ask what would have been.</summary>
public sealed class QuestionCommandTests : ACommandLine
{
    [Fact]
    public void counterfactuals_name_the_relaxation_and_what_it_brings()
    {
        var (code, text, _) = Run("brain", "counterfactuals", Put(Record()), "w-1");

        code.ShouldBe(0);
        text.ShouldSatisfyAllConditions(t => t.ShouldContain("allow-country"), t => t.ShouldContain("country=FR"), t => t.ShouldContain("abroad.gpu"), t => t.ShouldContain("-20.00"));
        JsonDocument.Parse(Run("brain", "counterfactuals", Put(Record()), "w-2", "--json").Out).RootElement[0].ShouldSatisfyAllConditions(
            a => a.GetProperty("relaxation").GetString().ShouldBe("fewer-devices"), a => a.GetProperty("places").GetBoolean().ShouldBeTrue());
    }

    [Fact]
    public void counterfactuals_take_a_variant_that_could_be_built()
    {
        var problem = AProblem.With(AProblem.Pool() with { Architecture = new("ascend") }, AProblem.Demand());

        Run("brain", "counterfactuals", Put(Record(problem)), "w-1").Out.ShouldStartWith("No single relaxation");
        Run("brain", "counterfactuals", Put(Record(problem)), "w-1", "--variant", "ascend:2:7200").Out.ShouldContain("architecture=ascend");
        Run("brain", "counterfactuals", Put(Record(problem)), "w-1", "--variant", "ascend:many").ShouldSatisfyAllConditions(r => r.Code.ShouldBe(2), r => r.Error.ShouldContain("ascend:many"));
    }

    [Fact]
    public void frontier_lists_the_choices_that_none_other_beats()
    {
        var greener = AProblem.With([AProblem.Pool(), AProblem.Pool("green") with { PriceYuanPerDeviceHour = 11m, CarbonGramsPerKilowattHour = [50] }, AProblem.Pool("worse") with { PriceYuanPerDeviceHour = 12m }], AProblem.Demand());

        Run("brain", "frontier", Put(Record(greener)), "w-1").Out.ShouldSatisfyAllConditions(t => t.ShouldContain("2 choices"), t => t.ShouldContain("green.gpu"), t => t.ShouldNotContain("worse.gpu"));
        JsonDocument.Parse(Run("brain", "frontier", Put(Record(greener)), "w-1", "--json").Out).RootElement.GetArrayLength().ShouldBe(2);
        Run("brain", "frontier", Put(Record()), "w-2").Out.ShouldStartWith("Nothing has room for w-2");
    }

    [Fact]
    public void interrupt_shows_the_stretches_and_what_they_bring()
    {
        var spiky = AProblem.With(
            AProblem.Pool() with { CarbonGramsPerKilowattHour = [900, 100, 900, 100, 900, 900, 900] }, AProblem.Demand() with { Variants = [AProblem.Variant(devices: 4, hours: 2)] });
        var record = new ComputeNet.Brain.Plans.DecisionRecord(spiky, new() { CarbonYuanPerTonne = 9000m }, Planner.Solve(spiky, new() { CarbonYuanPerTonne = 9000m }));

        Run("brain", "interrupt", Put(record), "w-1", "--resume-minutes", "0").Out.ShouldSatisfyAllConditions(t => t.ShouldContain("2 stretches on here.gpu"), t => t.ShouldContain("2026-11-23 11:00Z"));
        JsonDocument.Parse(Run("brain", "interrupt", Put(record), "w-1", "--json", "--resume-yuan", "1").Out).RootElement[0].GetProperty("terms").EnumerateArray()
            .Single(t => t.GetProperty("objective").GetString() == "resume").GetProperty("microYuan").GetInt64().ShouldBe(1_000_000);
        Run("brain", "interrupt", Put(record), "w-1", "--resume-yuan", "99").Out.ShouldStartWith("Interruptions would neither");
        Run("brain", "interrupt", Put(record), "w-1", "--least-minutes", "-5").ShouldSatisfyAllConditions(r => r.Code.ShouldBe(2), r => r.Error.ShouldContain("leastMinutes=-5"));
        Run("brain", "interrupt", Put(record), "w-9").ShouldSatisfyAllConditions(r => r.Code.ShouldBe(2), r => r.Error.ShouldContain("w-9"));
    }

    [Fact]
    public void diff_tells_what_moved_and_which_input_changed_with_exit_code_one()
    {
        var dearer = Problem with { Pools = [Problem.Pools[0] with { PriceYuanPerDeviceHour = 99m }, .. Problem.Pools.Skip(1)] };

        var (code, text, _) = Run("brain", "diff", Put(Record(), "before.json"), Put(Record(dearer), "after.json"));

        code.ShouldBe(1);
        text.ShouldSatisfyAllConditions(t => t.ShouldContain("here.gpu.priceYuanPerDeviceHour"), t => t.ShouldContain("new-place-cheaper"), t => t.ShouldContain("price +80.00"));
        Run("brain", "diff", Put(Record(), "before.json"), Put(Record(), "again.json")).ShouldSatisfyAllConditions(r => r.Code.ShouldBe(0), r => r.Out.ShouldContain("no difference"));
    }

    [Fact]
    public void whatif_makes_every_kind_of_change_and_writes_a_record_that_holds()
    {
        var after = PathOf("after.json");
        var demand = System.Text.Json.Nodes.JsonNode.Parse(ComputeNet.Brain.Problem.ProblemJson.Serialize(AProblem.With([], AProblem.Demand("w-new"))))!["demands"]![0]!.ToJsonString();

        var (code, text, error) = Run(
            "brain", "whatif", Put(Record()), "--site-lost", "here", "--devices", "dear.gpu=50", "--price", "dear=0.5", "--price", "abroad.gpu=2",
            "--carbon-price", "500", "--weights", "1,1,2", "--demand", Put("demand.json", demand), "--out", after);

        (code, error).ShouldBe((0, ""));
        text.ShouldSatisfyAllConditions(t => t.ShouldContain("site-lost"), t => t.ShouldContain("carbonYuanPerTonne"), t => t.ShouldContain("w-new"), t => t.ShouldContain("dear.gpu"));
        Run("brain", "check", after).Code.ShouldBe(0);
    }

    [Theory]
    [InlineData("--site-lost", "nowhere", "site-unknown")]
    [InlineData("--devices", "here.gpu", "option-malformed")]
    [InlineData("--price", "here=cheap", "option-malformed")]
    [InlineData("--weights", "1,2", "option-malformed")]
    public void whatif_refuses_what_makes_no_sense(string option, string value, string code) =>
        Run("brain", "whatif", Put(Record()), option, value).ShouldSatisfyAllConditions(r => r.Code.ShouldBe(2), r => r.Error.ShouldContain(code), r => r.Error.ShouldContain(value.Split('=')[0]));

    [Fact]
    public void whatif_names_file_and_path_of_a_demand_that_it_cannot_read() =>
        Run("brain", "whatif", Put(Record()), "--demand", Put("demand.json", "{\"workload\":\"w-9\"}")).ShouldSatisfyAllConditions(
            r => r.Code.ShouldBe(3), r => r.Error.ShouldContain("demand.json: $: "), r => r.Error.ShouldContain("tenant"));
}
