using System.Text.Json;
using ComputeNet.Brain;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;

namespace ComputeNet.Cli.Files;

/// <summary>
/// A JSON file with a decision record (<c>{ "problem", "policy", "plan" }</c>, as <c>GET /api/plans/{id}/record</c> and <c>brain solve --out</c>
/// give it; policy and plan may be missing) or a bare problem.
/// </summary>
internal sealed class StoredFile
{
    private readonly string path;
    private readonly JsonElement root;
    private readonly bool isBareProblem;

    private StoredFile(string path, JsonElement root)
    {
        (this.path, this.root) = (path, root);
        isBareProblem = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("pools", out _);
    }

    internal static StoredFile Open(FileInfo file)
    {
        var text = Text(file);
        try
        {
            using var document = JsonDocument.Parse(text);
            return new StoredFile(file.ToString(), document.RootElement.Clone());
        }
        catch (JsonException trouble)
        {
            throw new InputException($"{file}: is no JSON: {trouble.Message}");
        }
    }

    internal static string Text(FileInfo file)
    {
        try
        {
            return File.ReadAllText(file.FullName);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{file}: {trouble.Message}");
        }
    }

    internal PlanningProblem Problem() => isBareProblem
        ? Read(root, "$", ProblemJson.Deserialize)
        : Part("problem") is { } part ? Read(part, "$.problem", ProblemJson.Deserialize) : throw new InputException($"{path}: $.problem: is missing; expected a problem or a decision record (GET /api/plans/{{id}}/record)");

    /// <summary>The record's policy; the default one when it has none.</summary>
    internal PlanningPolicy Policy() => Part("policy") is { } part ? Read(part, "$.policy", PolicyJson.Deserialize) : new PlanningPolicy();

    internal Plan? Plan() => Part("plan") is { } part ? Read(part, "$.plan", PlanJson.Deserialize) : null;

    /// <summary>The record; a plan that it lacks is solved for now.</summary>
    internal DecisionRecord Decision()
    {
        var (problem, policy) = (Problem(), Policy());
        return new DecisionRecord(problem, policy, Plan() ?? Planner.Solve(problem, policy));
    }

    /// <summary>The record with the plan that was stored in it.</summary>
    internal DecisionRecord StoredDecision() =>
        new(Problem(), Policy(), Plan() ?? throw new InputException($"{path}: $.plan: is missing; make one with: computenet brain solve {path} --out record.json"));

    /// <summary>One demand, as problems have them: read inside an empty problem, so that the brain's own reader judges it.</summary>
    internal Demand Demand() => Read(root, "$", text => ProblemJson.Deserialize($$"""{"now":"2000-01-01T00:00:00Z","slotMinutes":1,"slots":0,"pools":[],"demands":[{{text}}]}""").Demands[0], within: ".demands[0]");

    /// <summary>A document of its own, e.g. a policy or a demand, read by the brain's reader.</summary>
    internal T Whole<T>(Func<string, T> read) => Read(root, "$", read);

    private JsonElement? Part(string name) =>
        !isBareProblem && root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var part) && part.ValueKind != JsonValueKind.Null ? part : null;

    /// <param name="part">The document, or the part of it, to read.</param>
    /// <param name="prefix">Its path in the file.</param>
    /// <param name="read">The brain's own reader.</param>
    /// <param name="within">Where the reader finds the part, when it was put into something larger for it.</param>
    private T Read<T>(JsonElement part, string prefix, Func<string, T> read, string within = "")
    {
        try
        {
            return read(part.GetRawText());
        }
        catch (JsonException trouble)
        {
            var (at, value) = JsonPath.Locate(part, trouble.Path?.Replace($"${within}", "$", StringComparison.Ordinal));
            throw new InputException($"{path}: {prefix}{at}: {value} — {JsonPath.WithoutPosition(trouble.Message)}");
        }
    }
}
