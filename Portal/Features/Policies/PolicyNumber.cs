namespace ComputeNet.Portal.Features.Policies;

/// <summary>One number of the policy while it is edited; null while its box is empty. The range is the Orchestrator's, which has the last word.</summary>
/// <param name="Path">Its path in the API's request; errors name it, and so do the texts.</param>
/// <param name="Unit">The key of its unit.</param>
public sealed record PolicyNumber(string Path, string Unit, decimal Least, decimal Most, bool MayBeEmpty = false)
{
    public decimal? Value { get; set; }

    public bool IsWrong => Value is { } value ? value < Least || value > Most : !MayBeEmpty;
}
