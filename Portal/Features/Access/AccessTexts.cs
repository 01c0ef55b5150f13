namespace ComputeNet.Portal.Features.Access;

/// <summary>Marks the resources of signing in and of the pages for what may not or cannot be seen.</summary>
public sealed class AccessTexts;
