using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Plans;

/// <summary>Members of a gang that run in one of its site's pools.</summary>
public sealed record GangPart(PoolId Pool, int Members);
