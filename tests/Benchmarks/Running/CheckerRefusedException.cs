namespace ComputeNet.Benchmarks.Running;

/// <summary>An answer broke a rule, or is not worth what it claims.</summary>
public sealed class CheckerRefusedException(string what) : Exception(what);
