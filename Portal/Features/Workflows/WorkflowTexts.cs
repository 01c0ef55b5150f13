namespace ComputeNet.Portal.Features.Workflows;

/// <summary>Marks the texts of workflows: list and page.</summary>
public sealed class WorkflowTexts;
