using ComputeNet.Contracts.Workflows;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Portal.Features.Workflows;
using CsCheck;

namespace ComputeNet.Portal.Tests.Workflows;

public class StageGraphTests
{
    [Fact]
    public void a_stage_stands_to_the_right_of_everything_that_it_waits_for()
    {
        var graph = StageGraph.Of(WorkflowSample.View);

        graph.Boxes.Select(b => b.Stage.Name).ShouldBe(["prepare", "train", "report"]);
        graph.Boxes[1].X.ShouldBeGreaterThan(graph.Boxes[0].X + StageGraph.BoxWidth);
        graph.Boxes[2].X.ShouldBeGreaterThan(graph.Boxes[1].X + StageGraph.BoxWidth);
    }

    [Fact]
    public void every_flow_leads_to_the_right_no_two_boxes_overlap_and_all_are_in_the_picture() =>
        (from stages in Gen.Int[1, 12]
         from ends in Gen.Select(Gen.Int[0, stages - 1], Gen.Int[0, stages - 1]).Array[0, 20]
         select (stages, ends)).Sample(
            c =>
            {
                var graph = StageGraph.Of(WorkflowSample.View with
                {
                    // The last stage first, so that the order of the request helps nobody.
                    Stages = [.. Enumerable.Range(0, c.stages).Reverse().Select(s => new StageView($"s{s}", new($"w-{s}"), WorkloadPhase.Pending, null, [], null, null))],
                    Flows = [.. c.ends.Where(e => e.Item1 < e.Item2).Select(e => new StageFlow($"s{e.Item1}", $"s{e.Item2}"))],
                });
                graph.Lines.All(l => l.FromX < l.ToX).ShouldBeTrue();
                graph.Boxes.Select(b => (b.X, b.Y)).Distinct().Count().ShouldBe(c.stages);
                graph.Boxes.All(b => b.X >= 0 && b.Y >= 0 && b.X + StageGraph.BoxWidth <= graph.Width && b.Y + StageGraph.BoxHeight <= graph.Height).ShouldBeTrue();
            },
            iter: 200);
}
