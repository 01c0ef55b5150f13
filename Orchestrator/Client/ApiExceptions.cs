using ComputeNet.Contracts;

namespace ComputeNet.Client;

/// <summary>The Orchestrator answered "no": the problem says which rule, which field, which numbers.</summary>
public sealed class ApiRefusedException(ApiProblem problem) : Exception($"{problem.Status} {problem.Code}: {problem.Detail ?? problem.Title}")
{
    public ApiProblem Problem { get; } = problem;
}

/// <summary>The Orchestrator could not be reached, broke off, or answered something that is not its protocol. Trying again may help.</summary>
public sealed class UnreachableException(string message, Exception? inner = null) : Exception(message, inner);
