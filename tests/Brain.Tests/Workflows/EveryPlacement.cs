using ComputeNet.Brain.Workflows;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Tests.Workflows;

/// <summary>The cheapest placement by trying them all, with its own arithmetic for tariffs and hours.</summary>
public static class EveryPlacement
{
    private const double MostYuan = 1e9;

    /// <summary>Micro-yuan of the cheapest placement; null when none is possible.</summary>
    public static long? Cheapest(Workflow workflow, WorkflowPolicy policy)
    {
        var (at, cheapest) = (new int[workflow.Gangs.Count], (long?)null);
        do
        {
            if (Cost(workflow, policy, at) is { } cost && cost < (cheapest ?? long.MaxValue))
                cheapest = cost;
        }
        while (Next(workflow, at));
        return cheapest;
    }

    private static long? Cost(Workflow workflow, WorkflowPolicy policy, int[] at)
    {
        var site = workflow.Gangs.Select((g, i) => (g.Name, g.Candidates[at[i]].Site)).ToDictionary(g => g.Name, g => g.Site);
        var terms = workflow.Gangs.SelectMany((g, i) => g.Candidates[at[i]].Terms).Select(t => t.MicroYuan is < 0 or > 1_000_000_000_000_000 ? (long?)null : t.MicroYuan);
        var moves = workflow.Inputs.Select(i => Move(workflow, policy, i.From, site[i.To], i.Gigabytes))
            .Concat(workflow.Flows.Select(f => Move(workflow, policy, site[f.From], site[f.To], f.Gigabytes)));
        var all = terms.Concat(moves).ToList();
        return all.Contains(null) ? null : all.Sum();
    }

    private static long? Move(Workflow workflow, WorkflowPolicy policy, SiteId from, SiteId to, double gigabytes)
    {
        var route = workflow.Routes.FirstOrDefault(r => r.From == from && r.To == to);
        if (route is null)
            return from == to ? 0 : null;
        if (route.Tariff is not [var first, var second])
            return null;
        var yuan = Math.Min(gigabytes, second.AboveGigabytes) * (double)first.YuanPerGigabyte + Math.Max(0, gigabytes - second.AboveGigabytes) * (double)second.YuanPerGigabyte;
        var known = workflow.Routes.Select(r => r.MegabytesPerSecond).Where(IsFigure).ToList();
        var throughput = IsFigure(route.MegabytesPerSecond) ? route.MegabytesPerSecond!.Value : known.Min() ?? policy.AssumedMegabytesPerSecond;
        var hours = gigabytes * 1000 / throughput / 3600;
        return (long)Math.Round(policy.EgressWeight * yuan * 1e6) + (long)Math.Round((double)policy.TransferYuanPerHour * hours * 1e6);
    }

    private static bool IsFigure(double? value) => value is > 0 and < MostYuan;

    private static bool Next(Workflow workflow, int[] at)
    {
        for (var gang = 0; gang < at.Length; gang++)
        {
            if (++at[gang] < workflow.Gangs[gang].Candidates.Count)
                return true;
            at[gang] = 0;
        }
        return false;
    }
}
