using System.Text.Json;

namespace ComputeNet.Brain.Problem;

/// <summary>A problem as stored: <c>Deserialize(Serialize(p))</c> has the same bytes and the same digest as <c>p</c>.</summary>
public static class ProblemJson
{
    public static string Serialize(PlanningProblem problem) => JsonSerializer.Serialize(problem, BrainJson.Options);

    /// <exception cref="JsonException">The text is not a problem of this schema; the message names the member or the schema.</exception>
    public static PlanningProblem Deserialize(string json) => BrainJson.Read<PlanningProblem>(json, PlanningProblem.CurrentSchema, p => p.Schema);

    /// <summary>SHA-256 of the stored bytes, in lower-case hex.</summary>
    public static string Digest(PlanningProblem problem) => BrainJson.Digest(problem);
}

/// <summary>A policy as stored beside its problem; both together replay to the plan.</summary>
public static class PolicyJson
{
    public static string Serialize(PlanningPolicy policy) => JsonSerializer.Serialize(policy, BrainJson.Options);

    /// <exception cref="JsonException">The text is not a policy.</exception>
    public static PlanningPolicy Deserialize(string json) => BrainJson.Read<PlanningPolicy>(json, 0, _ => 0);

    /// <summary>SHA-256 of the stored bytes, in lower-case hex.</summary>
    public static string Digest(PlanningPolicy policy) => BrainJson.Digest(policy);
}
