namespace ComputeNet.Portal.Features.Policies;

/// <summary>Marks the texts of the policy page.</summary>
public sealed class PolicyTexts;
