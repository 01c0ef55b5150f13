namespace ComputeNet.Portal.Layout;

/// <summary>Marks the resources of the frame around every page.</summary>
public sealed class LayoutTexts;
