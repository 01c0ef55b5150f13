using System.Globalization;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace ComputeNet.Adapters.Tests.Kubernetes.StandIn;

/// <summary>Who may do what, and what may come in: credentials, permissions, quotas, webhooks and pod security, in the words of the API server.</summary>
public sealed class Admission(ObjectStore store)
{
    /// <summary>Bearer tokens that are let in; empty: everybody.</summary>
    public HashSet<string> Tokens { get; } = [];

    /// <summary>What nobody may: <c>create jobs</c>.</summary>
    public HashSet<string> Forbidden { get; } = [];

    /// <summary>A webhook: what is asked to be created, and why not; null lets it in.</summary>
    public Func<Resource, JsonObject, string?>? Webhook { get; set; }

    public void Enter(string? authorization)
    {
        if (Tokens.Count > 0 && (authorization is null || !Tokens.Contains(authorization.Replace("Bearer ", "", StringComparison.Ordinal))))
            throw new ApiTrouble(401, "Unauthorized", "Unauthorized");
    }

    public void Permit(string verb, Resource resource, string ns)
    {
        if (Forbidden.Contains($"{verb} {resource.Plural}"))
            throw ApiTrouble.Forbidden($"{resource.Title} is forbidden: User \"system:serviceaccount:{ns}:agent\" cannot {verb} resource \"{resource.Plural}\" in API group \"{resource.Group}\" in the namespace \"{ns}\"");
    }

    public void Admit(Resource resource, string ns, JsonObject item)
    {
        if (Webhook?.Invoke(resource, item) is { } why)
            throw new ApiTrouble(403, "Forbidden", $"admission webhook \"policy.site.example\" denied the request: {why}");
        var (name, asked) = (item.At("metadata", "name") ?? item.At("metadata", "generateName") ?? "", Asked(resource, item));
        foreach (var quota in store.All<V1ResourceQuota>(Resource.Quotas).Where(q => q.Metadata.NamespaceProperty == ns))
            foreach (var (what, most) in quota.Spec.Hard)
                if (asked.TryGetValue(what, out var amount) && Used(ns, what) is var used && used + amount > most.ToDecimal())
                    throw ApiTrouble.Forbidden(string.Create(CultureInfo.InvariantCulture, $"{resource.Title} \"{name}\" is forbidden: exceeded quota: {quota.Metadata.Name}, requested: {what}={amount}, used: {what}={used}, limited: {what}={most}"));
    }

    private decimal Used(string ns, string what)
    {
        var pods = store.List(Resource.Pods).Where(p => p.Namespace() == ns && p.At("status", "phase") is not ("Succeeded" or "Failed")).Select(p => (Resource.Pods, p));
        var jobs = store.List(Resource.Jobs).Where(j => j.Namespace() == ns).Select(j => (Resource.Jobs, j));
        return pods.Concat(jobs).Sum(o => Asked(o.Item1, o.Item2).GetValueOrDefault(what));
    }

    private static Dictionary<string, decimal> Asked(Resource resource, JsonObject item)
    {
        if (resource == Resource.Jobs)
            return new() { ["count/jobs.batch"] = 1 };
        if (resource != Resource.Pods)
            return [];
        return KubernetesJson.Deserialize<V1Pod>(item).Spec.Containers.SelectMany(c => c.Resources?.Requests ?? new Dictionary<string, ResourceQuantity>())
            .GroupBy(r => $"requests.{r.Key}").ToDictionary(r => r.Key, r => r.Sum(x => x.Value.ToDecimal()));
    }
}
