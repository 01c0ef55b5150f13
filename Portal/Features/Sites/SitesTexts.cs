namespace ComputeNet.Portal.Features.Sites;

/// <summary>Marks the resources of the site page.</summary>
public sealed class SitesTexts;
