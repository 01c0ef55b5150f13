namespace ComputeNet.Standalone;

/// <summary>ComputeNet cannot start here; the message is one sentence for the person at the terminal, who is not shown a stack trace.</summary>
public sealed class StartupRefusedException(string message) : Exception(message);
