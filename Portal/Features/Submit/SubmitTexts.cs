namespace ComputeNet.Portal.Features.Submit;

/// <summary>Marks the texts of the submit page.</summary>
public sealed class SubmitTexts;
