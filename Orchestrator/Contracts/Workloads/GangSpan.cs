namespace ComputeNet.Contracts.Workloads;

/// <summary>How far the members of a gang may stand apart: all in one pool, or in several pools of one site where the site joins them.</summary>
public enum GangSpan { Pool, Site }
