using System.Text.Json.Nodes;

namespace ComputeNet.Brain.Tests.Checker;

/// <summary>Single changes to a stored plan, made on its JSON: whatever the plan tells, one figure at a time.</summary>
internal static class Damage
{
    /// <summary>Texts and bases of figures are for people; nothing is computed from them.</summary>
    private static readonly string[] Unchecked = ["$.plan.schema", "$.plan.solver", "Provenance", ".why", ".whyLater"];

    /// <summary>Another free device of the same node is as good a seat.</summary>
    private const string OtherDevice = "].devices[";

    /// <summary>Every number, name, instant and truth value of the plan that the checker vouches for, with a changed copy of the plan for each.</summary>
    internal static IEnumerable<(string Path, string Plan)> OfEveryFigure(string plan)
    {
        var paths = Leaves(JsonNode.Parse(plan)!, "$.plan").Where(p => !p.Contains(OtherDevice, StringComparison.Ordinal) && !Unchecked.Any(u => p.Contains(u, StringComparison.Ordinal))).ToList();
        foreach (var path in paths)
        {
            var copy = JsonNode.Parse(plan)!;
            Change(Leaf(copy, path));
            yield return (path, copy.ToJsonString());
        }
    }

    private static IEnumerable<string> Leaves(JsonNode node, string path) => node switch
    {
        JsonObject members => members.Where(m => m.Value is not null).SelectMany(m => Leaves(m.Value!, $"{path}.{m.Key}")),
        JsonArray items => items.SelectMany((item, index) => Leaves(item!, $"{path}[{index}]")),
        _ => [path],
    };

    private static JsonNode Leaf(JsonNode plan, string path) =>
        path["$.plan.".Length..].Replace("[", ".[").Split('.').Aggregate(plan, (node, step) => step[0] == '[' ? node[int.Parse(step[1..^1])]! : node[step]!);

    private static void Change(JsonNode leaf) => leaf.ReplaceWith(leaf.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.True => JsonValue.Create(false),
        System.Text.Json.JsonValueKind.False => JsonValue.Create(true),
        System.Text.Json.JsonValueKind.String => JsonValue.Create(DateTimeOffset.TryParse(leaf.GetValue<string>(), out var instant) ? instant.AddSeconds(1).ToString("O") : leaf.GetValue<string>() + "x"),
        _ => JsonNode.Parse(leaf.ToJsonString().Contains('.') ? (leaf.GetValue<double>() * 1.001 + 0.001).ToString("R") : (leaf.GetValue<long>() + 1).ToString())!,
    });
}
