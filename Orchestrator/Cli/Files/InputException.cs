namespace ComputeNet.Cli.Files;

/// <summary>A file that cannot be used; the message is for the person who named it: file, JSON path, value, what is wrong.</summary>
public sealed class InputException(string message) : Exception(message);
