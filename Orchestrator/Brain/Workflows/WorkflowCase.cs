using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Workflows;

/// <summary>A workflow under a policy, indexed: what planner, checker and explainer look costs up in.</summary>
internal sealed class WorkflowCase
{
    private readonly RouteTable routes;
    private readonly List<DataInput>[] inputsOf;

    internal WorkflowCase(Workflow workflow, WorkflowPolicy policy)
    {
        (Workflow, Policy) = (workflow, policy);
        routes = new RouteTable(workflow.Routes, policy);
        inputsOf = [.. workflow.Gangs.Select(_ => new List<DataInput>())];
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var gang in workflow.Gangs)
        {
            if (!index.TryAdd(gang.Name, index.Count))
            {
                Refused = Refusal.Because("workflow-names-a-gang-twice", ("gang", gang.Name));
                return;
            }
        }
        Refused = WorkflowShape.Refuse(workflow, index);
        if (Refused is not null)
            return;
        Ends = [.. workflow.Flows.Select(f => (index[f.From], index[f.To]))];
        foreach (var input in workflow.Inputs)
            inputsOf[index[input.To]].Add(input);
        TermLimitMicroYuan = Math.Min(Micro.MostPerTerm, (1L << 60) / (2L * (workflow.Gangs.Count + workflow.Inputs.Count + workflow.Flows.Count) + 1));
    }

    internal Workflow Workflow { get; }
    internal WorkflowPolicy Policy { get; }

    /// <summary>Why the workflow cannot be planned as it stands.</summary>
    internal Refusal? Refused { get; }

    /// <summary>The gangs that each flow leaves and reaches.</summary>
    internal IReadOnlyList<(int From, int To)> Ends { get; } = [];

    /// <summary>What one choice or transfer may cost at most, so that all of them sum up in 64 bits.</summary>
    internal long TermLimitMicroYuan { get; }

    /// <summary>What the candidate costs with its inputs, or <see cref="WorkflowCertificate.Impossible"/>.</summary>
    internal long OwnCost(int gang, int candidate)
    {
        var choice = Workflow.Gangs[gang].Candidates[candidate];
        var cost = 0L;
        foreach (var term in choice.Terms)
        {
            if (term.MicroYuan < 0 || term.MicroYuan > TermLimitMicroYuan)
                return WorkflowCertificate.Impossible;
            cost += term.MicroYuan;
            if (cost > TermLimitMicroYuan)
                return WorkflowCertificate.Impossible;
        }
        foreach (var input in inputsOf[gang])
        {
            var transfer = Limited(routes.Cost(input.From, choice.Site, input.Gigabytes));
            if (transfer == WorkflowCertificate.Impossible)
                return transfer;
            cost += transfer;
        }
        return cost;
    }

    /// <summary>What the flow costs between two sites, or <see cref="WorkflowCertificate.Impossible"/>.</summary>
    internal long FlowCost(int flow, SiteId from, SiteId to) => Limited(routes.Cost(from, to, Workflow.Flows[flow].Gigabytes));

    internal TransferCost Transfer(SiteId from, SiteId to, double gigabytes) => routes.Cost(from, to, gigabytes);

    /// <summary>Why the candidate cannot be used whatever the others do; null when it can.</summary>
    internal Refusal? RefuseCandidate(int gang, int candidate)
    {
        if (OwnCost(gang, candidate) < WorkflowCertificate.Impossible)
            return null;
        var site = Workflow.Gangs[gang].Candidates[candidate].Site;
        var unreachable = inputsOf[gang].Find(i => Limited(routes.Cost(i.From, site, i.Gigabytes)) == WorkflowCertificate.Impossible);
        return unreachable is null
            ? Refusal.Because("cost-out-of-range", ("gang", Workflow.Gangs[gang].Name), ("limitMicroYuan", TermLimitMicroYuan))
            : Refusal.Because("route-unknown", ("fromSite", unreachable.From), ("toSite", site));
    }

    private long Limited(TransferCost cost) => cost.IsPossible && cost.MicroYuan <= TermLimitMicroYuan ? cost.MicroYuan : WorkflowCertificate.Impossible;
}
