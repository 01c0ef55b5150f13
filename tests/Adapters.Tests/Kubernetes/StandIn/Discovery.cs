using System.Text.Json.Nodes;

namespace ComputeNet.Adapters.Tests.Kubernetes.StandIn;

/// <summary>Which groups the stand-in serves; tests install what their cluster should have.</summary>
public sealed class Discovery
{
    private readonly Dictionary<(string Group, string Version), string[]> served = new()
    {
        [("", "v1")] = ["pods", "nodes", "events", "resourcequotas"],
        [("batch", "v1")] = ["jobs"],
    };

    public Discovery Install(string group, string version, params string[] resources)
    {
        served[(group, version)] = resources;
        return this;
    }

    /// <summary>Volcano as its 1.9 and later serve it.</summary>
    public void InstallVolcano() => Install("scheduling.volcano.sh", "v1beta1", "podgroups", "queues");

    public void InstallKueue() => Install("kueue.x-k8s.io", "v1beta1", "workloads", "localqueues", "clusterqueues");

    /// <summary>The scheduler's own, in the version of 1.36.</summary>
    public void InstallNativePodGroups() => Install("scheduling.k8s.io", "v1", "priorityclasses").Install("scheduling.k8s.io", "v1alpha2", "podgroups", "workloads");

    public bool Serves(Resource resource, string version) => served.TryGetValue((resource.Group, version), out var resources) && resources.Contains(resource.Plural);

    /// <summary>The answer to a discovery question; null when the path is none.</summary>
    public JsonObject? Answer(string path) => path.Trim('/').Split('/') switch
    {
        ["version"] => new JsonObject { ["major"] = "1", ["minor"] = "36", ["gitVersion"] = "v1.36.0-standin" },
        ["api"] => new JsonObject { ["kind"] = "APIVersions", ["versions"] = new JsonArray("v1") },
        ["apis"] => new JsonObject { ["kind"] = "APIGroupList", ["apiVersion"] = "v1", ["groups"] = new JsonArray([.. served.Keys.Where(k => k.Group.Length > 0).GroupBy(k => k.Group).Select(Group)]) },
        ["api", var version] when served.ContainsKey(("", version)) => Resources("", version),
        ["apis", var group, var version] when served.ContainsKey((group, version)) => Resources(group, version),
        _ => null,
    };

    private static JsonObject Group(IGrouping<string, (string Group, string Version)> group)
    {
        var versions = group.Select(v => new JsonObject { ["groupVersion"] = $"{v.Group}/{v.Version}", ["version"] = v.Version }).ToList();
        return new() { ["name"] = group.Key, ["versions"] = new JsonArray([.. versions.Select(v => v.DeepClone())]), ["preferredVersion"] = versions[0].DeepClone() };
    }

    private JsonObject Resources(string group, string version) => new()
    {
        ["kind"] = "APIResourceList",
        ["groupVersion"] = group.Length == 0 ? version : $"{group}/{version}",
        ["resources"] = new JsonArray([.. served[(group, version)].Select(r => new JsonObject
        {
            ["name"] = r, ["singularName"] = "", ["kind"] = r, ["namespaced"] = r != "nodes", ["verbs"] = new JsonArray("create", "delete", "get", "list", "patch", "watch"),
        })]),
    };
}
