using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Checker;
using ComputeNet.Checker.Reading;
using ComputeNet.Contracts.Plans;
using CsCheck;

namespace ComputeNet.Brain.Tests.Checker;

/// <summary>The independent checker agrees with the brain's own law, to the unit, and no figure of a plan can be changed without its seeing it.</summary>
public sealed class PlanAuditTests
{
    [Fact]
    public void the_checker_knows_every_rule_of_the_rulebook() =>
        PlanAudit.KnownRules.ShouldBe(
            Rulebook.Filters.Select(f => f.Id).Concat(Rulebook.Constraints.Select(c => c.Id)).Concat(Rulebook.Objectives.Select(o => o.Id)), ignoreOrder: true);

    [Fact]
    public void every_plan_of_the_planner_holds_and_its_bound_is_proved() => AnyProblem.Cases.Sample(
        c =>
        {
            var plan = Planner.Solve(c.Problem, c.Policy);
            var verdict = Audit(c, plan);
            verdict.Findings.ShouldBeEmpty();
            verdict.ProvedBoundMicroYuan.ShouldBe(BoundChecker.Bound(c.Problem, c.Policy, plan.Prices));
        },
        iter: 300);

    [Fact]
    public void whatever_one_figure_is_changed_the_plan_is_refused() => AnyProblem.Cases.Sample(
        c =>
        {
            var plan = PlanJson.Serialize(Planner.Solve(c.Problem, c.Policy));
            var (problem, policy) = (ProblemJson.Serialize(c.Problem), PolicyJson.Serialize(c.Policy));
            foreach (var (path, damaged) in Damage.OfEveryFigure(plan))
            {
                // A price where nothing is free and nobody would go proves the same bound: then it is no lie.
                if (!path.Contains(".prices", StringComparison.Ordinal))
                    Holds(problem, policy, damaged).ShouldBeFalse(path);
            }
        },
        iter: 25);

    [Fact]
    public void it_refuses_whatever_the_brains_own_checker_refuses() => Gen.Select(AnyProblem.Cases, Gen.Int[0, 14], Gen.Int[0, 1000]).Sample(
        (c, kind, pick) =>
        {
            var plan = Tampered(Planner.Solve(c.Problem, c.Policy), c, kind, pick);
            var broken = PlanChecker.Check(c.Problem, c.Policy, plan).Select(v => v.Rule).Distinct().ToList();
            var found = Audit(c, plan).Findings.Select(f => f.Rule).ToHashSet();
            broken.Where(rule => !found.Contains(rule) && !(rule == "books-balance" && found.Contains(PlanAudit.BoundIsProved))).ShouldBeEmpty();
            found.Except(broken).Where(rule => rule is not ("figures-are-true" or PlanAudit.BoundIsProved or PlanAudit.DigestsMatch)).ShouldBeEmpty();
        },
        iter: 400);

    [Fact]
    public void a_finding_says_which_figure_and_what_it_should_be()
    {
        var problem = AProblem.With(AProblem.Pool(), AProblem.Demand());
        var plan = Planner.Solve(problem, new());
        var dearer = plan with { Placements = [plan.Placements[0] with { Figures = plan.Placements[0].Figures with { PriceYuan = 9m } }] };

        Audit((problem, new()), dearer).Findings.ShouldHaveSingleItem().ToString().ShouldBe("figures-are-true at $.plan.placements[0].figures.priceYuan: ¥10, not ¥9");
    }

    [Fact]
    public void a_plan_of_another_problem_is_refused()
    {
        var problem = AProblem.With(AProblem.Pool(), AProblem.Demand());

        Audit((problem with { Pools = [problem.Pools[0] with { Country = "FR" }] }, new()), Planner.Solve(problem, new()))
            .Findings.ShouldHaveSingleItem().Path.ShouldBe("$.plan.problemDigest");
    }

    [Theory]
    [InlineData("\"devices\":10", "\"devices\":\"ten\"", "$.problem.pools[0].devices: \"ten\" is not a whole number")]
    [InlineData("\"slotMinutes\":60,", "", "$.problem.slotMinutes: nothing is not a value")]
    [InlineData("\"slots\":24", "\"slots\":24,\"moonPhase\":3", "$.problem.moonPhase: 3 is not a member that the checker knows")]
    [InlineData("\"now\":\"2026-11-23T08:00:00+00:00\"", "\"now\":\"soon\"", "$.problem.now: \"soon\" is not an instant")]
    public void a_document_that_it_cannot_read_is_named_with_path_and_value(string was, string put, string message)
    {
        var problem = AProblem.With(AProblem.Pool(), AProblem.Demand());
        var plan = PlanJson.Serialize(Planner.Solve(problem, new()));

        Should.Throw<UnreadableException>(() => PlanAudit.Of(ProblemJson.Serialize(problem).Replace(was, put), PolicyJson.Serialize(new()), plan)).Message.ShouldStartWith(message);
    }

    [Fact]
    public void white_space_in_a_stored_document_changes_nothing()
    {
        var problem = AProblem.With(AProblem.Pool(), AProblem.Demand());
        var spaced = System.Text.Json.Nodes.JsonNode.Parse(ProblemJson.Serialize(problem))!.ToJsonString(new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

        PlanAudit.Of(spaced, PolicyJson.Serialize(new()), PlanJson.Serialize(Planner.Solve(problem, new()))).Findings.ShouldBeEmpty();
    }

    /// <summary>A word that no document has makes a plan unreadable, which is no way to pass either.</summary>
    private static bool Holds(string problem, string policy, string plan)
    {
        try
        {
            return PlanAudit.Of(problem, policy, plan).Holds;
        }
        catch (UnreadableException)
        {
            return false;
        }
    }

    private static Verdict Audit((PlanningProblem Problem, PlanningPolicy Policy) c, Plan plan) =>
        PlanAudit.Of(ProblemJson.Serialize(c.Problem), PolicyJson.Serialize(c.Policy), PlanJson.Serialize(plan));

    /// <summary>A plan with something wrong, or a harmless change, by kind.</summary>
    private static Plan Tampered(Plan plan, (PlanningProblem Problem, PlanningPolicy Policy) c, int kind, int pick)
    {
        var pool = c.Problem.Pools.Count == 0 ? null : c.Problem.Pools[pick % c.Problem.Pools.Count];
        Plan Place(Func<Placement, Placement> change) => plan.Placements.Count == 0 ? plan : plan with
        {
            Placements = [.. plan.Placements.Select((p, i) => i == pick % plan.Placements.Count ? change(p) : p)],
        };
        Plan Part(Func<GangPart, int, GangPart> change) => plan with { Placements = [.. plan.Placements.Select(p => p with { Parts = p.Parts?.Select(change).ToList() })] };
        return kind switch
        {
            0 => Place(p => p with { StartSlot = pick % 30 - 2 }),
            1 => Place(p => p with { Devices = p.Devices + pick % 3 - 1 }),
            2 => Place(p => pool is null ? p : p with { Pool = pool.Pool, Site = pool.Site }),
            3 => Place(p => p with { VariantIndex = pick % 3 - 1 }),
            4 => Place(p => p with { Start = p.Start.AddMinutes(pick % 90 - 45) }),
            5 => Place(p => p with { End = p.End.AddMinutes(pick % 900) }),
            6 => Place(p => p with { Terms = [.. p.Terms.Select(t => t with { MicroYuan = t.MicroYuan + pick % 2 })] }),
            7 => plan with { Placements = [.. plan.Placements.Skip(1)] },
            8 => plan with { Placements = [.. plan.Placements, .. plan.Placements.Take(1)] },
            9 => plan with { LeftOut = [.. plan.LeftOut.Skip(1)] },
            10 => plan with { ObjectiveMicroYuan = plan.ObjectiveMicroYuan + pick % 3 - 1 },
            11 => Part((p, i) => p with { Members = p.Members + (i == pick % 2 ? pick % 3 - 1 : 0) }),
            12 => Part((p, i) => pool is null || i != pick % 3 ? p : p with { Pool = pool.Pool }),
            13 => Place(p => p with { Parts = p.Parts is null ? [new(p.Pool, p.Devices)] : null }),
            _ => plan with { Terms = [.. plan.Terms.Select((t, i) => new CostTerm(t.Objective, t.MicroYuan + (i == pick % 5 ? 1 : 0)))], ObjectiveMicroYuan = plan.ObjectiveMicroYuan + 1 },
        };
    }
}
