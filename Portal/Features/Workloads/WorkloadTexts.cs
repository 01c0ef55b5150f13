namespace ComputeNet.Portal.Features.Workloads;

/// <summary>Marks the texts of workloads: list, page and timeline.</summary>
public sealed class WorkloadTexts;
