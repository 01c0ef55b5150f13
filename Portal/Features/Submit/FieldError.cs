namespace ComputeNet.Portal.Features.Submit;

/// <summary>What is wrong with one field: a code that screens translate, or the Orchestrator's own words when it has no code for it.</summary>
public sealed record FieldError(string Path, string Code, IReadOnlyDictionary<string, string> Facts, string? Words = null)
{
    public FieldError(string path, string code, params (string Name, string Value)[] facts)
        : this(path, code, facts.ToDictionary(f => f.Name, f => f.Value)) { }

    public static FieldError Said(string path, string words) => new(path, "", new Dictionary<string, string>(), words);
}
