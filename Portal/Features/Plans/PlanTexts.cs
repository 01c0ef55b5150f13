namespace ComputeNet.Portal.Features.Plans;

/// <summary>Marks the texts of plans and decisions.</summary>
public sealed class PlanTexts;
