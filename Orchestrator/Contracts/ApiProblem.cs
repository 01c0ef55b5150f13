namespace ComputeNet.Contracts;

/// <summary>
/// RFC 9457 problem details as every "no" of the API carries them. <paramref name="Code"/> is stable and translated by screens;
/// <paramref name="Errors"/> names each bad field with what is wrong; <paramref name="Facts"/> fill the translated sentence.
/// </summary>
public sealed record ApiProblem(
    string Title,
    int Status,
    string Code,
    string? Detail = null,
    string? CorrelationId = null,
    IReadOnlyDictionary<string, string>? Facts = null,
    IReadOnlyDictionary<string, string[]>? Errors = null);
