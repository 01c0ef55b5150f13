namespace ComputeNet.Adapters.Tests.Kubernetes.StandIn;

/// <summary>What a path means: <c>/apis/batch/v1/namespaces/lab/jobs/a</c>, <c>/api/v1/nodes</c>. The namespace is empty where the path names none.</summary>
public sealed record ApiPath(Resource Resource, string Version, string Namespace, string? Name, string? Sub)
{
    /// <summary>Null when it is no path of objects.</summary>
    public static ApiPath? Parse(string path)
    {
        var parts = path.Trim('/').Split('/');
        return parts switch
        {
            ["api", var version, .. var rest] => Of("", version, rest),
            ["apis", var group, var version, .. var rest] => Of(group, version, rest),
            _ => null,
        };
    }

    private static ApiPath? Of(string group, string version, string[] rest) => rest switch
    {
        ["namespaces", var ns, var plural, .. var more] => new(new(group, plural), version, ns, more.ElementAtOrDefault(0), more.ElementAtOrDefault(1)),
        [var plural, .. var more] when plural.Length > 0 => new(new(group, plural), version, "", more.ElementAtOrDefault(0), more.ElementAtOrDefault(1)),
        _ => null,
    };
}
