using System.Text.Json.Nodes;

namespace ComputeNet.Adapters.Tests.Kubernetes.StandIn;

/// <summary>Which objects: <c>batch/jobs</c>, or <c>pods</c> of the core group, whatever version they are asked for in.</summary>
public sealed record Resource(string Group, string Plural)
{
    public static readonly Resource Jobs = new("batch", "jobs");
    public static readonly Resource Pods = new("", "pods");
    public static readonly Resource Nodes = new("", "nodes");
    public static readonly Resource Events = new("", "events");
    public static readonly Resource Quotas = new("", "resourcequotas");
    public static readonly Resource KueueWorkloads = new("kueue.x-k8s.io", "workloads");
    public static readonly Resource VolcanoGroups = new("scheduling.volcano.sh", "podgroups");
    public static readonly Resource NativeGroups = new("scheduling.k8s.io", "podgroups");

    /// <summary>As messages name it.</summary>
    public string Title => Group.Length == 0 ? Plural : $"{Plural}.{Group}";
}

/// <summary>What happened to an object at a version; the object as it was then.</summary>
public sealed record Change(long Version, string Type, Resource Resource, JsonObject Object);

/// <summary>Reading the metadata that every object has.</summary>
public static class StoredObjects
{
    public static string Name(this JsonObject item) => (string)item["metadata"]!["name"]!;

    public static string Namespace(this JsonObject item) => (string?)item["metadata"]?["namespace"] ?? "";

    public static string Uid(this JsonObject item) => (string)item["metadata"]!["uid"]!;

    public static long Version(this JsonObject item) => long.Parse((string)item["metadata"]!["resourceVersion"]!, System.Globalization.CultureInfo.InvariantCulture);

    public static string? At(this JsonObject item, params string[] path)
    {
        JsonNode? node = item;
        foreach (var step in path)
            node = (node as JsonObject)?[step];
        return node?.ToString();
    }

    public static JsonObject Copy(this JsonObject item) => (JsonObject)item.DeepClone();
}
