using ComputeNet.Contracts.Workflows;

namespace ComputeNet.Portal.Features.Workflows;

/// <summary>
/// Where the stages stand in the drawing: from left to right by the longest way that leads to them, so that every flow goes to the right; in a column in the
/// order of the request. Lengths are units of the drawing.
/// </summary>
public sealed record StageGraph(IReadOnlyList<StageBox> Boxes, IReadOnlyList<FlowLine> Lines, double Width, double Height)
{
    public const double BoxWidth = 184, BoxHeight = 60;
    private const double Across = 72, Down = 20, Margin = 4;

    public static StageGraph Of(WorkflowView view)
    {
        var column = ColumnsOf(view);
        var rows = new Dictionary<int, int>();
        var boxes = new Dictionary<string, StageBox>(StringComparer.Ordinal);
        foreach (var stage in view.Stages)
        {
            var (at, row) = (column[stage.Name], rows.GetValueOrDefault(column[stage.Name]));
            rows[at] = row + 1;
            boxes[stage.Name] = new StageBox(stage, Margin + at * (BoxWidth + Across), Margin + row * (BoxHeight + Down));
        }
        var lines = view.Flows.Select(f => new FlowLine(f, boxes[f.From].X + BoxWidth, boxes[f.From].Y + BoxHeight / 2, boxes[f.To].X, boxes[f.To].Y + BoxHeight / 2));
        return new StageGraph(
            [.. boxes.Values], [.. lines], 2 * Margin + (column.Values.Max() + 1) * (BoxWidth + Across) - Across, 2 * Margin + rows.Values.Max() * (BoxHeight + Down) - Down);
    }

    /// <summary>The server lets no circle in, so this comes to rest.</summary>
    private static Dictionary<string, int> ColumnsOf(WorkflowView view)
    {
        var column = view.Stages.ToDictionary(s => s.Name, _ => 0, StringComparer.Ordinal);
        for (var round = 0; round < view.Stages.Count; round++)
        {
            foreach (var flow in view.Flows)
                column[flow.To] = Math.Max(column[flow.To], column[flow.From] + 1);
        }
        return column;
    }
}

/// <summary>A stage and its upper left corner.</summary>
public sealed record StageBox(StageView Stage, double X, double Y);

/// <summary>A flow from the right side of one box to the left side of another.</summary>
public sealed record FlowLine(StageFlow Flow, double FromX, double FromY, double ToX, double ToY);
