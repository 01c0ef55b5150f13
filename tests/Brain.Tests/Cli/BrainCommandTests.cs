using System.Text.Json;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Tests.Cli;

public sealed class BrainCommandTests : ACommandLine
{
    [Fact]
    public void solve_writes_a_record_that_check_and_replay_accept()
    {
        var record = PathOf("record.json");

        Run("brain", "solve", Put("problem.json", ProblemJson.Serialize(Problem)), "--out", record).Code.ShouldBe(0);

        Run("brain", "check", record).ShouldSatisfyAllConditions(r => r.Code.ShouldBe(0), r => r.Out.ShouldStartWith("holds: 1 placed, 1 left out"));
        Run("brain", "replay", record).ShouldSatisfyAllConditions(r => r.Code.ShouldBe(0), r => r.Out.ShouldStartWith("same plan"));
    }

    [Fact]
    public void solve_shows_a_table_for_people_and_the_stored_plan_for_scripts()
    {
        var file = Put(Record());

        Run("brain", "solve", file).Out.ShouldSatisfyAllConditions(o => o.ShouldContain("here.gpu"), o => o.ShouldContain("gang-larger-than-pool"), o => o.ShouldContain("lower bound"));
        PlanJson.Serialize(PlanJson.Deserialize(Run("brain", "solve", file, "--json").Out)).ShouldBe(PlanJson.Serialize(Record().Plan));
    }

    [Fact]
    public void solve_tells_in_how_many_stretches_something_runs()
    {
        var spiky = AProblem.With(
            AProblem.Pool() with { CarbonGramsPerKilowattHour = [900, 100, 900, 100, 900, 900, 900] },
            AProblem.Demand() with { Variants = [AProblem.Variant(devices: 4, hours: 2)], Interruptible = new() { ResumeMinutes = 0 } });
        var policy = new PlanningPolicy { CarbonYuanPerTonne = 9000m };

        Run("brain", "solve", Put("spiky.json", ProblemJson.Serialize(spiky)), "--policy", Put("dear.json", PolicyJson.Serialize(policy))).Out.ShouldContain("2026-11-23 12:00Z, 2 stretches");
    }

    [Fact]
    public void solve_with_another_policy_says_so_in_the_digest()
    {
        var policy = new PlanningPolicy { CarbonYuanPerTonne = 5000 };

        var plan = PlanJson.Deserialize(Run("brain", "solve", Put(Record()), "--policy", Put("policy.json", PolicyJson.Serialize(policy)), "--json").Out);

        plan.PolicyDigest.ShouldBe(PolicyJson.Digest(policy));
    }

    [Fact]
    public void explain_tells_the_chosen_the_dearer_and_the_refused_with_the_rule()
    {
        var (code, text, _) = Run("brain", "explain", Put(Record()), "w-1");

        code.ShouldBe(0);
        text.ShouldSatisfyAllConditions(t => t.ShouldContain("chosen"), t => t.ShouldContain("price +80.00"), t => t.ShouldContain("country-not-allowed (country=FR, allowedCountries=CN)"), t => t.ShouldContain("starts now"));
        JsonDocument.Parse(Run("brain", "explain", Put(Record()), "w-1", "--json").Out).RootElement.GetProperty("candidates").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public void explain_tells_the_machine_and_the_rounding_of_the_chosen_place()
    {
        var pool = AProblem.Pool() with { Devices = 1, Nodes = [new SiteNode("n1", 1, 8000, 65536)], Sharing = new DeviceSharing(DeviceIsolation.HardwarePartition, [571]) };
        var problem = AProblem.With(pool, AProblem.Demand() with { Variants = [AProblem.Variant() with { MilliPerDevice = 500 }] });

        var (code, text, _) = Run("brain", "explain", Put("seats.json", DecisionJson.Serialize(new DecisionRecord(problem, new(), Planner.Solve(problem, new())))), "w-1");

        code.ShouldBe(0);
        text.ShouldContain("sits on n1[0]×571, shares rounded up by 71 milli-devices");
    }

    [Fact]
    public void check_refuses_a_changed_figure_with_exit_code_one_and_says_which()
    {
        var (code, text, _) = Run("brain", "check", Put("record.json", DecisionJson.Serialize(Record()).Replace("\"devices\":4,\"startSlot\"", "\"devices\":3,\"startSlot\"")));

        code.ShouldBe(1);
        text.ShouldSatisfyAllConditions(t => t.ShouldContain("gang-stays-whole"), t => t.ShouldContain("$.plan.placements[0].devices"), t => t.ShouldContain("holds 3, the gang needs 4"));
    }

    [Fact]
    public void replay_of_a_plan_that_is_not_the_brains_has_exit_code_one()
    {
        var other = Record() with { Plan = Record().Plan with { ObjectiveMicroYuan = 1 } };

        Run("brain", "replay", Put(other)).ShouldSatisfyAllConditions(r => r.Code.ShouldBe(1), r => r.Out.ShouldContain("Objective"));
    }

    [Fact]
    public void replay_needs_the_stored_plan() =>
        Run("brain", "replay", Put("problem.json", ProblemJson.Serialize(Problem))).ShouldSatisfyAllConditions(r => r.Code.ShouldBe(3), r => r.Error.ShouldContain("$.plan: is missing"));
}
