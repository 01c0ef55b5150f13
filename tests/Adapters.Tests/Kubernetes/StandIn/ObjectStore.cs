using System.Globalization;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace ComputeNet.Adapters.Tests.Kubernetes.StandIn;

/// <summary>
/// All objects of the stand-in, with one rising version over all of them as etcd has it, and their history for watches until it is compacted.
/// </summary>
public sealed class ObjectStore(TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(Resource, string, string), JsonObject> objects = [];
    private readonly List<Change> history = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long version = 1000;
    private long uids;

    public long Version
    {
        get
        {
            lock (gate)
                return version;
        }
    }

    /// <summary>Changes at and before it are forgotten.</summary>
    public long CompactedAt { get; private set; }

    public void Compact()
    {
        lock (gate)
        {
            CompactedAt = version;
            history.Clear();
        }
    }

    public IReadOnlyList<JsonObject> List(Resource resource)
    {
        lock (gate)
            return [.. objects.Where(o => o.Key.Item1 == resource).OrderBy(o => o.Key.Item2, StringComparer.Ordinal).ThenBy(o => o.Key.Item3, StringComparer.Ordinal).Select(o => o.Value.Copy())];
    }

    public IReadOnlyList<T> All<T>(Resource resource) => [.. List(resource).Select(o => KubernetesJson.Deserialize<T>(o))];

    public JsonObject? Find(Resource resource, string ns, string name)
    {
        lock (gate)
            return objects.TryGetValue((resource, ns, name), out var found) ? found.Copy() : null;
    }

    public JsonObject Create(Resource resource, string ns, JsonObject item, string? manager = null)
    {
        lock (gate)
        {
            var metadata = item["metadata"] as JsonObject ?? throw ApiTrouble.Invalid("metadata: Required value");
            var name = (string?)metadata["name"] ?? $"{(string?)metadata["generateName"]}{++uids:x5}";
            if (objects.ContainsKey((resource, ns, name)))
                throw ApiTrouble.AlreadyExists(resource.Title, name);
            metadata["name"] = name;
            if (ns.Length > 0)
                metadata["namespace"] = ns;
            metadata["uid"] = $"00000000-0000-4000-8000-{++uids:x12}";
            metadata["creationTimestamp"] = Now();
            if (manager is not null)
                Manage(metadata, manager, "Update");
            return Write("ADDED", resource, item);
        }
    }

    public JsonObject Create(Resource resource, string ns, object model) => Create(resource, ns, JsonNode.Parse(KubernetesJson.Serialize(model))!.AsObject());

    /// <summary>Writes the object if it is still what was read; a writer that names no version overwrites.</summary>
    public JsonObject Update(Resource resource, JsonObject item, string? expected, string? manager = null)
    {
        lock (gate)
        {
            if (!objects.TryGetValue((resource, item.Namespace(), item.Name()), out var current))
                throw ApiTrouble.NotFound(resource.Title, item.Name());
            if (expected is not null && expected != (string?)current["metadata"]!["resourceVersion"])
                throw ApiTrouble.Conflict(resource.Title, item.Name());
            if (manager is not null)
                Manage((JsonObject)item["metadata"]!, manager, "Update");
            item["metadata"]!["resourceVersion"] = current.At("metadata", "resourceVersion");
            return JsonNode.DeepEquals(item, current) ? current.Copy() : Write("MODIFIED", resource, item);
        }
    }

    /// <summary>What a controller does; true when something has changed.</summary>
    public bool Save<T>(Resource resource, T model) where T : IKubernetesObject<V1ObjectMeta>
    {
        var before = Version;
        Update(resource, JsonNode.Parse(KubernetesJson.Serialize(model))!.AsObject(), null);
        return Version != before;
    }

    public void Remove(Resource resource, string ns, string name)
    {
        lock (gate)
        {
            if (!objects.Remove((resource, ns, name), out var gone))
                throw ApiTrouble.NotFound(resource.Title, name);
            gone = gone.Copy();
            Stamp(gone);
            Tell(new(version, "DELETED", resource, gone));
        }
    }

    /// <summary>What has happened since a version, and a task that ends with the next change.</summary>
    public (IReadOnlyList<Change> Changes, Task Next) Since(long after)
    {
        lock (gate)
        {
            if (after < CompactedAt)
                throw ApiTrouble.Gone(CompactedAt, after);
            return ([.. history.Where(c => c.Version > after)], changed.Task);
        }
    }

    public string Now() => clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Wakes the watches although nothing has changed.</summary>
    public void Nudge()
    {
        lock (gate)
            Wake();
    }

    private JsonObject Write(string type, Resource resource, JsonObject item)
    {
        var kept = item.Copy();
        Stamp(kept);
        objects[(resource, kept.Namespace(), kept.Name())] = kept;
        Tell(new(version, type, resource, kept.Copy()));
        return kept.Copy();
    }

    private void Stamp(JsonObject item) => item["metadata"]!["resourceVersion"] = (++version).ToString(CultureInfo.InvariantCulture);

    private void Tell(Change change)
    {
        history.Add(change);
        Wake();
    }

    private void Wake()
    {
        var woken = changed;
        changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        woken.SetResult();
    }

    private void Manage(JsonObject metadata, string manager, string operation)
    {
        var fields = metadata["managedFields"] as JsonArray ?? [];
        metadata["managedFields"] = new JsonArray([.. fields.Where(f => (string?)f!["manager"] != manager).Select(f => f!.DeepClone()),
            new JsonObject { ["manager"] = manager, ["operation"] = operation, ["time"] = Now() }]);
    }
}
