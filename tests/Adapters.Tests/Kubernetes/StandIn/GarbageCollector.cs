using System.Text.Json.Nodes;

namespace ComputeNet.Adapters.Tests.Kubernetes.StandIn;

/// <summary>What belonged to an object that is gone goes too.</summary>
public sealed class GarbageCollector(ObjectStore store)
{
    private static readonly Resource[] Owned = [Resource.Pods, Resource.VolcanoGroups, Resource.NativeGroups, Resource.KueueWorkloads];

    public void Step()
    {
        var jobs = store.List(Resource.Jobs).Select(j => j.Uid()).ToHashSet();
        foreach (var resource in Owned)
            foreach (var item in store.List(resource).Where(o => o["metadata"]?["ownerReferences"] is JsonArray { Count: > 0 } owners && owners.All(w => !jobs.Contains((string)w!["uid"]!))))
                store.Remove(resource, item.Namespace(), item.Name());
    }
}
