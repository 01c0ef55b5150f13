using System.Globalization;
using k8s.Models;

namespace ComputeNet.Adapters.Tests.Kubernetes.StandIn;

/// <summary>
/// A node whose kubelet is silent: after 18 seconds its Ready is Unknown and it is tainted, after 30 more its pods are told to go — which nobody there hears, so
/// they stay Terminating until the node is back.
/// </summary>
public sealed class NodeLifecycle(ObjectStore store, Kubelets kubelets)
{
    private static readonly TimeSpan UntilUnknown = TimeSpan.FromSeconds(18);
    private static readonly TimeSpan UntilEviction = TimeSpan.FromSeconds(48);
    private readonly Dictionary<string, DateTime> silentSince = [];

    public void Step()
    {
        foreach (var node in store.All<V1Node>(Resource.Nodes))
        {
            if (!kubelets.CutOff.Contains(node.Metadata.Name))
            {
                if (silentSince.Remove(node.Metadata.Name))
                    Say(node, "True", []);
                continue;
            }
            var silent = Instant() - (silentSince.TryGetValue(node.Metadata.Name, out var since) ? since : silentSince[node.Metadata.Name] = Instant());
            if (silent >= UntilUnknown)
                Say(node, "Unknown", [new() { Key = "node.kubernetes.io/unreachable", Effect = "NoExecute" }]);
            if (silent >= UntilEviction)
                foreach (var pod in store.All<V1Pod>(Resource.Pods).Where(p => p.Spec.NodeName == node.Metadata.Name && p.Metadata.DeletionTimestamp is null && p.Status?.Phase is not ("Succeeded" or "Failed")))
                    PodEnds.Ask(store, pod, "DeletionByTaintManager", "Taint manager: deleting due to NoExecute taint");
        }
    }

    private void Say(V1Node node, string ready, IList<V1Taint> taints)
    {
        node.Status.Conditions = [new() { Type = "Ready", Status = ready, Reason = ready == "Unknown" ? "NodeStatusUnknown" : "KubeletReady" }];
        node.Spec.Taints = taints.Count > 0 ? taints : null;
        store.Save(Resource.Nodes, node);
    }

    private DateTime Instant() => DateTime.Parse(store.Now(), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
