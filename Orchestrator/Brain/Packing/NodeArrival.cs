using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Packing;

/// <summary>A request with what it is promised and when it runs.</summary>
/// <param name="FromHour">Hour of the day, UTC, in which it starts.</param>
/// <param name="Hours">How many hours it may run; a best-effort one only uses what is idle in all of them.</param>
public sealed record NodeArrival(PackingRequest Request, ServiceClass Class, int FromHour, int Hours);
