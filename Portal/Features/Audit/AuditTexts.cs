namespace ComputeNet.Portal.Features.Audit;

/// <summary>Marks the texts of the audit.</summary>
public sealed class AuditTexts;
