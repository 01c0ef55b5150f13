using System.Text.Json.Nodes;

namespace ComputeNet.Adapters.Tests.Kubernetes.StandIn;

/// <summary>Label and field selectors of lists and watches: <c>a=b,c!=d,e</c>.</summary>
public static class Selectors
{
    public static bool Match(JsonObject item, string? labels, string? fields) =>
        Terms(labels).All(t => Holds(t, name => item.At("metadata", "labels", name)))
        && Terms(fields).All(t => Holds(t, path => item.At(path.Split('.'))));

    private static IEnumerable<string> Terms(string? selector) => (selector ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool Holds(string term, Func<string, string?> value)
    {
        if (term.Split("!=") is [var not, var unwanted])
            return value(not) != unwanted;
        if (term.Split('=', 2) is [var name, var wanted])
            return value(name) == wanted.TrimStart('=');
        return value(term) is not null;
    }
}
