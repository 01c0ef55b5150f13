using System.Net.Http.Json;
using ComputeNet.Client;
using ComputeNet.Contracts;

namespace ComputeNet.Orchestrator.Tests.Hosting;

public static class Problems
{
    /// <summary>The answer is problem details with this status and code.</summary>
    public static async Task<ApiProblem> ShouldBeProblem(this HttpResponseMessage response, int status, string code)
    {
        ((int)response.StatusCode).ShouldBe(status, await response.Content.ReadAsStringAsync());
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = (await response.Content.ReadFromJsonAsync<ApiProblem>(WireFormat.Json))!;
        problem.Code.ShouldBe(code);
        problem.CorrelationId.ShouldBe(response.Headers.GetValues(WireFormat.CorrelationHeader).Single());
        return problem;
    }

    /// <summary>The call is refused with this status and code.</summary>
    public static async Task<ApiProblem> ShouldBeRefused(this Task call, int status, string code)
    {
        var problem = (await Should.ThrowAsync<ApiRefusedException>(() => call)).Problem;
        (problem.Status, problem.Code).ShouldBe((status, code));
        return problem;
    }
}
