using System.Globalization;
using System.Text.Json;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Explanations.Differences;

/// <summary>Which members of the stored inputs are not as they were. Compares the JSON, so that no member can be forgotten.</summary>
internal static class InputChanges
{
    private const int MostShown = 80;
    private const string Whole = "*";

    internal static IReadOnlyList<InputChange> Between(DecisionRecord before, DecisionRecord after) =>
    [
        .. Members(InputSubject.Problem, "", WithoutLists(before.Problem), WithoutLists(after.Problem)),
        .. Members(InputSubject.Policy, "", Element(before.Policy), Element(after.Policy)),
        .. Things(InputSubject.Pool, before.Problem.Pools, after.Problem.Pools, p => p.Pool.Value),
        .. Things(InputSubject.Demand, before.Problem.Demands, after.Problem.Demands, d => d.Workload.Value),
    ];

    /// <summary>By name; of things named twice only the first counts, as in planning.</summary>
    private static IEnumerable<InputChange> Things<T>(InputSubject subject, IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, string> nameOf)
    {
        var (was, now) = (before.DistinctBy(nameOf).ToDictionary(nameOf), after.DistinctBy(nameOf).ToDictionary(nameOf));
        foreach (var name in was.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            if (!now.TryGetValue(name, out var there))
                yield return new InputChange(subject, name, Whole, name, "");
            else if (!was.TryGetValue(name, out var here))
                yield return new InputChange(subject, name, Whole, "", name);
            else
            {
                foreach (var change in Members(subject, name, Element(here), Element(there)))
                    yield return change;
            }
        }
    }

    private static IEnumerable<InputChange> Members(InputSubject subject, string name, JsonElement before, JsonElement after, string group = "")
    {
        var names = before.EnumerateObject().Select(m => m.Name).Union(after.EnumerateObject().Select(m => m.Name));
        foreach (var member in names)
        {
            var (was, now) = (before.TryGetProperty(member, out var b) ? b : default, after.TryGetProperty(member, out var a) ? a : default);
            if (Raw(was) == Raw(now))
                continue;
            if (was.ValueKind == JsonValueKind.Object && now.ValueKind == JsonValueKind.Object)
            {
                foreach (var change in Members(subject, name, was, now, $"{group}{member}."))
                    yield return change;
            }
            else
                yield return new InputChange(subject, name, group + member, Short(was), Short(now));
        }
    }

    private static JsonElement WithoutLists(PlanningProblem problem) => Element(problem with { Pools = [], Demands = [] });

    private static JsonElement Element<T>(T value) => JsonSerializer.SerializeToElement(value, BrainJson.Options);

    private static string Raw(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? "" : value.GetRawText();

    private static string Short(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.Number))
            return string.Create(CultureInfo.InvariantCulture, $"mean {value.EnumerateArray().Average(v => v.GetDouble()):0.##} of {value.GetArrayLength()}");
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : Raw(value);
        return text.Length > MostShown ? text[..MostShown] + "…" : text;
    }
}
