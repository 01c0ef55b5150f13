using System.Text.Json;
using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Plans;

/// <summary>A plan as stored; round-trips exactly.</summary>
public static class PlanJson
{
    public static string Serialize(Plan plan) => JsonSerializer.Serialize(plan, BrainJson.Options);

    /// <exception cref="JsonException">The text is not a plan of this schema; the message names the member or the schema.</exception>
    public static Plan Deserialize(string json) => BrainJson.Read<Plan>(json, Plan.CurrentSchema, p => p.Schema);

    /// <summary>SHA-256 of the stored bytes, in lower-case hex.</summary>
    public static string Digest(Plan plan) => BrainJson.Digest(plan);
}
