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
}
