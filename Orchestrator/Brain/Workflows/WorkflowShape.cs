using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Workflows;

/// <summary>What makes a list of gangs and flows a workflow: known names, real amounts of data, no circle.</summary>
internal static class WorkflowShape
{
    internal static Refusal? Refuse(Workflow workflow, Dictionary<string, int> index)
    {
        foreach (var input in workflow.Inputs)
        {
            if (!index.ContainsKey(input.To))
                return Refusal.Because("workflow-gang-unknown", ("gang", input.To));
            if (Known.Figure(input.Gigabytes) is null)
                return Refusal.Because("workflow-data-size-invalid", ("toGang", input.To), ("gigabytes", input.Gigabytes));
        }
        foreach (var flow in workflow.Flows)
        {
            if (!index.ContainsKey(flow.From) || !index.ContainsKey(flow.To))
                return Refusal.Because("workflow-gang-unknown", ("gang", index.ContainsKey(flow.From) ? flow.To : flow.From));
            if (Known.Figure(flow.Gigabytes) is null)
                return Refusal.Because("workflow-data-size-invalid", ("fromGang", flow.From), ("toGang", flow.To), ("gigabytes", flow.Gigabytes));
        }
        return OnACircle(workflow, index) is { } gang ? Refusal.Because("workflow-has-a-circle", ("gang", gang)) : null;
    }

    /// <summary>A gang that waits for itself, by taking away gangs that wait for nobody (Kahn 1962).</summary>
    private static string? OnACircle(Workflow workflow, Dictionary<string, int> index)
    {
        var waitsFor = new int[workflow.Gangs.Count];
        var feeds = workflow.Gangs.Select(_ => new List<int>()).ToArray();
        foreach (var flow in workflow.Flows)
        {
            feeds[index[flow.From]].Add(index[flow.To]);
            waitsFor[index[flow.To]]++;
        }
        var free = new Queue<int>(Enumerable.Range(0, waitsFor.Length).Where(g => waitsFor[g] == 0));
        while (free.TryDequeue(out var gang))
        {
            foreach (var next in feeds[gang])
            {
                if (--waitsFor[next] == 0)
                    free.Enqueue(next);
            }
        }
        var left = Array.FindIndex(waitsFor, w => w > 0);
        return left < 0 ? null : workflow.Gangs[left].Name;
    }
}
