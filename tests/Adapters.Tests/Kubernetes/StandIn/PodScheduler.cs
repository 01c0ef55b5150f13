using System.Globalization;
using k8s.Models;

namespace ComputeNet.Adapters.Tests.Kubernetes.StandIn;

/// <summary>
/// Binds pods to nodes that have what they ask for, gangs whole or not at all, and says in the real scheduler's words why it cannot. Pods of higher
/// priority push others out.
/// </summary>
public sealed class PodScheduler(ObjectStore store)
{
    /// <summary>Resources that only an extender counts (HAMi's memory and cores).</summary>
    public HashSet<string> IgnoredResources { get; } = ["nvidia.com/gpumem", "nvidia.com/gpucores", "huawei.com/Ascend910B-memory"];

    public Dictionary<string, int> Priorities { get; } = [];

    public void Step()
    {
        var waiting = store.All<V1Pod>(Resource.Pods).Where(p => p.Spec.NodeName is null && p.Metadata.DeletionTimestamp is null).ToList();
        foreach (var group in waiting.GroupBy(p => GroupOf(p) ?? p.Metadata.Name).OrderByDescending(g => g.Max(Priority)))
        {
            if (GroupOf(group.First()) is { } name && MinMember(group.First().Metadata.NamespaceProperty, name) is var least && (least is null || !FitTogether([.. group], least.Value)))
                foreach (var pod in group)
                    Say(pod, least is null ? $"pod group \"{name}\" not found" : $"0/{Nodes().Count} nodes are available: gang needs {least} pods placed at once.");
            else
                foreach (var pod in group)
                    Place(pod);
        }
    }

    private void Place(V1Pod pod)
    {
        var nodes = Nodes();
        var reasons = nodes.Select(n => (Node: n, Why: WhyNot(pod, n, TakenOn(n)))).ToList();
        if (reasons.FirstOrDefault(r => r.Why is null) is { Node: { } node })
            Bind(pod, node);
        else
        {
            var counted = reasons.GroupBy(r => r.Why).OrderByDescending(g => g.Count()).Select(g => $"{g.Count()} {g.Key}");
            Say(pod, $"0/{nodes.Count} nodes are available: {string.Join(", ", counted)}.");
            if (nodes.FirstOrDefault(n => WhyNot(pod, n, TakenOn(n, Priority(pod))) is null) is { } freed)
                Preempt(pod, freed);
        }
    }

    private void Preempt(V1Pod pod, V1Node node)
    {
        foreach (var victim in On(node).Where(p => Priority(p) < Priority(pod) && p.Metadata.DeletionTimestamp is null))
            PodEnds.Ask(store, victim, "PreemptionByScheduler", "default-scheduler: preempting to accommodate a higher priority pod");
    }

    private bool FitTogether(IReadOnlyList<V1Pod> pods, int least)
    {
        if (pods.Count < least)
            return false;
        var taken = Nodes().ToDictionary(n => n.Metadata.Name, n => TakenOn(n));
        return pods.All(pod =>
        {
            if (Nodes().FirstOrDefault(n => WhyNot(pod, n, taken[n.Metadata.Name]) is null) is not { } node)
                return false;
            foreach (var (name, amount) in Asked(pod))
                taken[node.Metadata.Name][name] = taken[node.Metadata.Name].GetValueOrDefault(name) + amount;
            return true;
        });
    }

    private string? WhyNot(V1Pod pod, V1Node node, Dictionary<string, decimal> taken)
    {
        if (node.Spec?.Unschedulable == true)
            return "node(s) were unschedulable";
        if (node.Spec?.Taints?.FirstOrDefault(t => t.Effect is "NoSchedule" or "NoExecute" && pod.Spec.Tolerations?.Any(o => o.Key == t.Key && (o.OperatorProperty == "Exists" || o.Value == t.Value)) != true) is { } taint)
            return $"node(s) had untolerated taint {{{taint.Key}: {taint.Value}}}";
        if (pod.Spec.NodeSelector?.Any(s => node.Metadata.Labels?.TryGetValue(s.Key, out var value) != true || value != s.Value) == true || !IsWanted(pod, node))
            return "node(s) didn't match Pod's node affinity/selector";
        return Asked(pod).Where(a => (node.Status.Allocatable.TryGetValue(a.Key, out var all) ? all.ToDecimal() : 0) - taken.GetValueOrDefault(a.Key) < a.Value).Select(a => $"Insufficient {a.Key}").FirstOrDefault();
    }

    private static bool IsWanted(V1Pod pod, V1Node node) =>
        (pod.Spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution?.NodeSelectorTerms ?? []).All(term =>
            term.MatchExpressions.All(e => e.OperatorProperty == "In" && node.Metadata.Labels?.TryGetValue(e.Key, out var value) == true && e.Values.Contains(value)));

    private void Bind(V1Pod pod, V1Node node)
    {
        pod.Spec.NodeName = node.Metadata.Name;
        pod.Status.Conditions = [new() { Type = "PodScheduled", Status = "True", LastTransitionTime = Instant() }];
        store.Save(Resource.Pods, pod);
    }

    private void Say(V1Pod pod, string message)
    {
        var old = pod.Status.Conditions?.FirstOrDefault(c => c.Type == "PodScheduled");
        pod.Status.Conditions = [new() { Type = "PodScheduled", Status = "False", Reason = "Unschedulable", Message = message, LastTransitionTime = old?.LastTransitionTime ?? Instant() }];
        store.Save(Resource.Pods, pod);
    }

    /// <summary>What is taken on a node; with a priority, only by those that may not be pushed out for it.</summary>
    private Dictionary<string, decimal> TakenOn(V1Node node, int? priority = null) =>
        On(node).Where(p => priority is null || Priority(p) >= priority).SelectMany(Asked).GroupBy(a => a.Key).ToDictionary(a => a.Key, a => a.Sum(x => x.Value));

    private IEnumerable<V1Pod> On(V1Node node) =>
        store.All<V1Pod>(Resource.Pods).Where(p => p.Spec.NodeName == node.Metadata.Name && p.Status?.Phase is not ("Succeeded" or "Failed"));

    private Dictionary<string, decimal> Asked(V1Pod pod) => pod.Spec.Containers
        .SelectMany(c => (c.Resources?.Limits ?? new Dictionary<string, ResourceQuantity>()).Concat(c.Resources?.Requests ?? new Dictionary<string, ResourceQuantity>()).DistinctBy(r => r.Key))
        .Where(r => !IgnoredResources.Contains(r.Key)).GroupBy(r => r.Key).ToDictionary(r => r.Key, r => r.Sum(x => x.Value.ToDecimal()));

    private int? MinMember(string ns, string group)
    {
        if (store.Find(Resource.VolcanoGroups, ns, group)?.At("spec", "minMember") is { } volcano)
            return int.Parse(volcano, CultureInfo.InvariantCulture);
        return store.Find(Resource.NativeGroups, ns, group)?.At("spec", "schedulingPolicy", "gang", "minCount") is { } native ? int.Parse(native, CultureInfo.InvariantCulture) : null;
    }

    private static string? GroupOf(V1Pod pod) =>
        pod.Spec.SchedulingGroup?.PodGroupName ?? (pod.Metadata.Annotations is { } all && all.TryGetValue("scheduling.k8s.io/group-name", out var name) ? name : null);

    private int Priority(V1Pod pod) => pod.Spec.PriorityClassName is { } name ? Priorities.GetValueOrDefault(name) : 0;

    private IReadOnlyList<V1Node> Nodes() => store.All<V1Node>(Resource.Nodes);

    private DateTime Instant() => DateTime.Parse(store.Now(), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
