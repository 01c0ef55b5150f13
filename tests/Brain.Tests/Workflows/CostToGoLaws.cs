using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Workflows;
using ComputeNet.Contracts.Vocabulary;
using CsCheck;

namespace ComputeNet.Brain.Tests.Workflows;

/// <summary>What a place means for the rest is what really results when the gang is nailed to it and everybody else is tried everywhere.</summary>
public sealed class CostToGoLaws
{
    [Fact]
    public void from_every_site_it_is_what_the_rest_costs_at_least_with_the_gang_nailed_there() => Gen.Select(AnyWorkflow.Small, Gen.Int[0, 5], Gen.OneOf(0m, 3m)).Sample(
        (workflow, which, hour) =>
        {
            var policy = new WorkflowPolicy { TransferYuanPerHour = hour };
            var (asked, gang) = Anywhere(workflow, which % workflow.Gangs.Count);
            var nailed = asked.Gangs[gang].Candidates
                .Select(c => (c.Site, Others: EveryPlacement.Cheapest(asked with { Gangs = [.. asked.Gangs.Select((g, i) => i == gang ? g with { Candidates = [c] } : g)] }, policy)))
                .Where(r => r.Others is not null).ToList();
            var told = CostToGo.Of(asked, policy, asked.Gangs[gang].Name);

            if (told is null || nailed.Count == 0)
            {
                nailed.Count.ShouldBe(0);
                return;
            }
            told.IsExact.ShouldBeTrue();
            told.Sites.ShouldBe(nailed.Select(n => new SiteCostAhead(n.Site, n.Others!.Value - nailed.Min(r => r.Others!.Value))));
        },
        iter: 1000);

    [Fact]
    public void split_tables_say_that_they_only_bound()
    {
        Route[] routes = [new(new("a"), new("b")) { Tariff = [new(0, 1)] }, new(new("b"), new("a")) { Tariff = [new(0, 1)] }];
        var triangle = new Workflow
        {
            Gangs = [.. new[] { "g0", "g1", "g2" }.Select(name => new WorkflowGang(name, [At("a"), At("b")]))],
            Flows = [new("g0", "g1", 1), new("g1", "g2", 1), new("g0", "g2", 1)],
            Routes = routes,
        };

        CostToGo.Of(triangle, new WorkflowPolicy(), "g0")!.IsExact.ShouldBeTrue();
        CostToGo.Of(triangle, new WorkflowPolicy { TableEntries = 1 }, "g0")!.IsExact.ShouldBeFalse();
    }

    [Fact]
    public void nobody_else_means_no_difference() =>
        CostToGo.Of(new Workflow { Gangs = [new("alone", [At("a"), At("b")])] }, new WorkflowPolicy(), "alone")!.Sites.ShouldBe([new(new("a"), 0), new(new("b"), 0)]);

    /// <summary>The gang may run at every site and pays nothing itself, as the round asks.</summary>
    private static (Workflow Workflow, int Gang) Anywhere(Workflow workflow, int gang)
    {
        var sites = workflow.Gangs.SelectMany(g => g.Candidates).Select(c => c.Site).Distinct().Select(s => At(s.Value)).ToList();
        var name = workflow.Gangs[gang].Name;
        return (workflow with
        {
            Gangs = [.. workflow.Gangs.Select((g, i) => i == gang ? g with { Candidates = sites } : g)],
            Inputs = [.. workflow.Inputs.Where(i => i.To != name)],
        }, gang);
    }

    private static GangCandidate At(string site) => new(new SiteId(site), new PoolId($"{site}.gpu"), 0, []);
}
