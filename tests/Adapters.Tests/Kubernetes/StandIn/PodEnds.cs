using System.Globalization;
using System.Text.Json.Nodes;
using k8s.Models;

namespace ComputeNet.Adapters.Tests.Kubernetes.StandIn;

/// <summary>Asking a pod to end: it is only marked, with the instant at which its grace is over; its kubelet ends it, if it can.</summary>
public static class PodEnds
{
    public static JsonObject Ask(ObjectStore store, JsonObject pod)
    {
        if (pod.At("metadata", "deletionTimestamp") is not null)
            return pod;
        var grace = long.Parse(pod.At("spec", "terminationGracePeriodSeconds") ?? "30", CultureInfo.InvariantCulture);
        pod["metadata"]!["deletionTimestamp"] = DateTimeOffset.Parse(store.Now(), CultureInfo.InvariantCulture).AddSeconds(grace).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        pod["metadata"]!["deletionGracePeriodSeconds"] = grace;
        return store.Update(Resource.Pods, pod, null);
    }

    /// <summary>The same for what a controller holds, with why it is disrupted; a pod without a node goes at once.</summary>
    public static void Ask(ObjectStore store, V1Pod pod, string? disruption = null, string? message = null)
    {
        if (store.Find(Resource.Pods, pod.Metadata.NamespaceProperty, pod.Metadata.Name) is not { } current)
            return;
        if (current.At("spec", "nodeName") is null)
        {
            store.Remove(Resource.Pods, current.Namespace(), current.Name());
            return;
        }
        if (disruption is not null)
        {
            var status = current["status"] as JsonObject ?? [];
            var conditions = status["conditions"] as JsonArray ?? [];
            conditions.Add(new JsonObject { ["type"] = "DisruptionTarget", ["status"] = "True", ["reason"] = disruption, ["message"] = message, ["lastTransitionTime"] = store.Now() });
            if (status["conditions"] is null)
                status["conditions"] = conditions;
            if (current["status"] is null)
                current["status"] = status;
        }
        Ask(store, current);
    }
}
