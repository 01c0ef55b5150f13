using System.Text.Json.Nodes;

namespace ComputeNet.Adapters.Tests.Kubernetes.StandIn;

/// <summary>RFC 7396.</summary>
public static class MergePatch
{
    public static JsonObject Apply(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
                target.Remove(name);
            else if (value is JsonObject inner)
                target[name] = Apply(target[name] as JsonObject is { } there ? there.Copy() : [], inner);
            else
                target[name] = value.DeepClone();
        }
        return target;
    }
}
