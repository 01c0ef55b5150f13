using System.Text.Json;
using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Plans;

/// <summary>A decision with everything that it follows from: enough to check, explain, replay and question it at any later time.</summary>
public sealed record DecisionRecord(PlanningProblem Problem, PlanningPolicy Policy, Plan Plan);

/// <summary>A decision record as one document: <c>{ "problem": …, "policy": …, "plan": … }</c>, each part exactly as it is stored.</summary>
public static class DecisionJson
{
    public static string Serialize(DecisionRecord record) =>
        Join(ProblemJson.Serialize(record.Problem), PolicyJson.Serialize(record.Policy), PlanJson.Serialize(record.Plan));

    /// <summary>From the three stored texts, byte for byte, so that their digests stay what they are.</summary>
    public static string Join(string problem, string policy, string plan) => $$"""{"problem":{{problem}},"policy":{{policy}},"plan":{{plan}}}""";

    /// <exception cref="JsonException">A part is missing or not of its schema.</exception>
    public static DecisionRecord Deserialize(string json)
    {
        using var document = JsonDocument.Parse(json);
        string Part(string name) => document.RootElement.TryGetProperty(name, out var part) ? part.GetRawText() : throw new JsonException($"The decision record has no {name}.");
        return new DecisionRecord(ProblemJson.Deserialize(Part("problem")), PolicyJson.Deserialize(Part("policy")), PlanJson.Deserialize(Part("plan")));
    }
}
