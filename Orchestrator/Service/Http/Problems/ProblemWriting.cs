using ComputeNet.Contracts;

namespace ComputeNet.Service.Http.Problems;

/// <summary>A "no" that is not a rule of the domain but of the edge (bad input, missing header); carried to where it is written.</summary>
public sealed class ProblemException(ApiProblem problem) : Exception($"{problem.Status} {problem.Code}: {problem.Detail ?? problem.Title}")
{
    public ApiProblem Problem { get; } = problem;
}

public static class ProblemWriting
{
    /// <summary>Answers with RFC 9457 problem details that carry the request's correlation id.</summary>
    public static Task WriteProblemAsync(this HttpContext context, ApiProblem problem)
    {
        context.Response.StatusCode = problem.Status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(
            problem with { CorrelationId = Correlation.Of(context) }, WireFormat.Json, "application/problem+json", context.RequestAborted);
    }
}
