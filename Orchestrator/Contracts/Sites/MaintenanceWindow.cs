namespace ComputeNet.Contracts.Sites;

/// <summary>A time in which nothing may run: no job is planned to touch [from, to). The reason is for people.</summary>
public sealed record MaintenanceWindow(DateTimeOffset From, DateTimeOffset To, string Reason);
