using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Tests.Cli;

/// <summary>Whoever feeds the command line something wrong reads which file, where in it, and what stands there.</summary>
public sealed class InputTroubleTests : ACommandLine
{
    [Fact]
    public void a_value_of_the_wrong_kind_is_named_with_file_path_and_value()
    {
        var file = Put("record.json", DecisionJson.Serialize(Record()).Replace("\"devices\":4,\"deviceMemory", "\"devices\":\"four\",\"deviceMemory"));

        var (code, output, error) = Run("brain", "solve", file);

        (code, output).ShouldBe((3, ""));
        error.ShouldStartWith($"{file}: $.problem.pools[0].devices: \"four\" — ");
    }

    [Fact]
    public void an_unknown_member_is_named() =>
        Run("brain", "solve", Put("problem.json", ProblemJson.Serialize(Problem).Replace("\"slots\"", "\"slotz\""))).ShouldSatisfyAllConditions(
            r => r.Code.ShouldBe(3), r => r.Error.ShouldContain("problem.json: $"), r => r.Error.ShouldContain("slotz"));

    [Fact]
    public void the_checker_names_the_path_as_well() =>
        Run("brain", "check", Put("record.json", DecisionJson.Serialize(Record()).Replace("\"slotMinutes\":60", "\"slotMinutes\":true"))).ShouldSatisfyAllConditions(
            r => r.Code.ShouldBe(3), r => r.Error.ShouldContain("$.problem.slotMinutes: true is not a whole number"));

    [Fact]
    public void a_file_that_is_not_there_is_named() =>
        Run("brain", "explain", PathOf("none.json"), "w-1").ShouldSatisfyAllConditions(r => r.Code.ShouldBe(3), r => r.Error.ShouldContain("none.json"));

    [Fact]
    public void a_text_that_is_no_json_is_named_with_line_and_place() =>
        Run("brain", "solve", Put("broken.json", "{ \"pools\": [")).ShouldSatisfyAllConditions(r => r.Code.ShouldBe(3), r => r.Error.ShouldContain("broken.json: is no JSON"), r => r.Error.ShouldContain("LineNumber"));

    [Fact]
    public void something_else_than_a_problem_is_told_what_is_expected() =>
        Run("brain", "solve", Put("other.json", "{\"summary\":{}}")).ShouldSatisfyAllConditions(r => r.Code.ShouldBe(3), r => r.Error.ShouldContain("$.problem: is missing"));

    [Fact]
    public void a_workload_that_the_problem_does_not_have_is_a_wrong_command_line() =>
        Run("brain", "explain", Put(Record()), "w-none").ShouldSatisfyAllConditions(r => r.Code.ShouldBe(2), r => r.Error.ShouldContain("workload-unknown"), r => r.Error.ShouldContain("w-none"));

    [Fact]
    public void an_unknown_command_or_a_missing_argument_is_a_wrong_command_line()
    {
        Run("brain", "dream").Code.ShouldBe(2);
        Run("brain", "solve").Code.ShouldBe(2);
        Run("--help").Code.ShouldBe(0);
    }
}
