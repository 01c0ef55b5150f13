using ComputeNet.Contracts.Plans;
using ComputeNet.Portal.Features.Plans;
using static ComputeNet.Portal.Tests.Plans.Sample;

namespace ComputeNet.Portal.Tests.Plans;

public class WhyHereTests
{
    [Fact]
    public void allowed_candidates_are_sorted_by_their_joint_cost()
    {
        var why = WhyHere.From(Decision(
            Allowed("b.x", terms: ("price", 30)), Allowed("c.x", terms: ("price", 20)), Allowed("a.x", CandidateVerdict.Chosen, terms: ("price", 10))));

        why.Allowed.Select(r => r.Candidate.Site.Value).ShouldBe(["a", "c", "b"]);
        why.Allowed.Select(r => r.Rank).ShouldBe([1, 2, 3]);
        why.Allowed.Select(r => r.DearerMicroYuan).ShouldBe([0, 10, 20]);
        why.Allowed[0].IsChosen.ShouldBeTrue();
    }

    [Fact]
    public void the_parts_of_a_bar_lie_end_to_end_in_one_order_and_free_terms_take_no_room()
    {
        var why = WhyHere.From(Decision(
            Allowed("a.x", CandidateVerdict.Chosen, terms: [("carbon", 20), ("price", 30), ("waiting", 0)]), Allowed("b.x", terms: [("price", 75), ("carbon", 25)])));

        why.Objectives.ShouldBe(["price", "carbon"]);
        why.Allowed[0].Bar.ShouldBe([new("price", 30, 0), new("carbon", 20, 30)]);
        why.Allowed[1].Bar.ShouldBe([new("price", 75, 0), new("carbon", 25, 75)]);
    }

    [Fact]
    public void a_free_candidate_has_an_empty_bar()
    {
        var why = WhyHere.From(Decision(Allowed("a.x", CandidateVerdict.Chosen, terms: ("price", 0))));

        why.Allowed.ShouldHaveSingleItem().Bar.ShouldBeEmpty();
        why.DecidedBy.ShouldBe(DecidedBy.OnlyChoice);
    }

    [Fact]
    public void a_negative_term_does_not_push_the_bar_to_the_left()
    {
        var why = WhyHere.From(Decision(Allowed("a.x", CandidateVerdict.Chosen, terms: [("credit", -5), ("price", 10)])));

        why.Allowed[0].Bar.ShouldHaveSingleItem().ShouldBe(new BarPart("price", 10, 0));
    }

    [Fact]
    public void the_objective_with_the_largest_difference_to_the_runner_up_decided()
    {
        var why = WhyHere.From(Decision(
            Allowed("a.x", CandidateVerdict.Chosen, terms: [("price", 50), ("latency", 10)]), Allowed("b.x", terms: [("price", 45), ("latency", 40)])));

        why.DecidedBy.ShouldBe(DecidedBy.LeastCost);
        why.DecidingObjective.ShouldBe("latency");
        why.LeadMicroYuan.ShouldBe(25);
    }

    [Fact]
    public void a_cheaper_candidate_beside_the_chosen_one_is_told_honestly()
    {
        var why = WhyHere.From(Decision(Allowed("a.x", CandidateVerdict.Chosen, terms: ("price", 50)), Allowed("b.x", terms: ("price", 40))));

        why.DecidedBy.ShouldBe(DecidedBy.SharedCapacity);
        why.LeadMicroYuan.ShouldBe(-10);
        why.Allowed[0].DearerMicroYuan.ShouldBe(-10);
    }

    [Fact]
    public void equal_costs_are_a_tie_and_the_chosen_one_stands_first()
    {
        var why = WhyHere.From(Decision(Allowed("a.x", terms: ("price", 50)), Allowed("b.x", CandidateVerdict.Chosen, terms: ("price", 50))));

        why.DecidedBy.ShouldBe(DecidedBy.Tie);
        why.Allowed[0].Candidate.Site.Value.ShouldBe("b");
    }

    [Fact]
    public void refused_candidates_are_grouped_by_the_rule_that_refused_them_largest_group_first()
    {
        var why = WhyHere.From(Decision(
            Refused("a.x", "too-far"), Refused("b.x", "wrong-country", ("country", "US")), Refused("c.x", "wrong-country", ("country", "FR"))));

        why.DecidedBy.ShouldBe(DecidedBy.NothingChosen);
        why.Refused.Select(g => (g.Code, g.Candidates.Count)).ShouldBe([("wrong-country", 2), ("too-far", 1)]);
    }
}
