using System.Text;

namespace ComputeNet.Portal.Shared;

/// <summary>
/// Fills <c>{name}</c> in a translated text with facts of the same name. A fact that is missing shows as "—", never as an empty gap;
/// facts that the text does not use are returned, so that the screen can still show them.
/// </summary>
public static class Sentence
{
    public static string Fill(string template, IReadOnlyDictionary<string, string> facts, Func<string, string, string> show)
    {
        var text = new StringBuilder();
        foreach (var (literal, name) in Parts(template))
            text.Append(name is null ? literal : facts.TryGetValue(name, out var value) && value.Length > 0 ? show(name, value) : "—");
        return text.ToString();
    }

    public static IReadOnlyDictionary<string, string> Unused(string template, IReadOnlyDictionary<string, string> facts)
    {
        var used = Parts(template).Select(p => p.Name).ToHashSet();
        return facts.Where(f => !used.Contains(f.Key)).ToDictionary(f => f.Key, f => f.Value);
    }

    private static IEnumerable<(string Literal, string? Name)> Parts(string template)
    {
        var at = 0;
        while (at < template.Length)
        {
            var open = template.IndexOf('{', at);
            var close = open < 0 ? -1 : template.IndexOf('}', open);
            if (close < 0)
            {
                yield return (template[at..], null);
                yield break;
            }
            if (open > at)
                yield return (template[at..open], null);
            yield return ("", template[(open + 1)..close]);
            at = close + 1;
        }
    }
}
