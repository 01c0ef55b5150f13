using System.Net;
using System.Text;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Features.Audit;
using ComputeNet.Portal.Tests.Fakes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace ComputeNet.Portal.Tests.Audit;

public class AuditExportTests
{
    private readonly FakeAudit audit = new();
    private readonly DefaultHttpContext context = new() { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
    private readonly MemoryStream body = new();

    [Fact]
    public async Task the_export_flows_through_as_a_named_file()
    {
        audit.ExportAnswer = new Export(new(HttpStatusCode.OK) { Content = new StringContent("a,b\n1,2\n", Encoding.UTF8, "text/csv") });

        await Handle("csv", actor: "alice");

        Encoding.UTF8.GetString(body.ToArray()).ShouldBe("a,b\n1,2\n");
        context.Response.ContentType.ShouldBe("text/csv; charset=utf-8");
        context.Response.Headers.ContentDisposition.ToString().ShouldMatch("^attachment; filename=\"computenet-audit-[0-9]{8}-[0-9]{6}\\.csv\"$");
        audit.Queries.ShouldHaveSingleItem().Actor.ShouldBe("alice");
        audit.Formats.ShouldBe(["csv"]);
    }

    [Fact]
    public async Task an_unknown_format_is_named_and_nothing_is_asked()
    {
        var problem = (await Handle("xml")).ShouldBeOfType<ProblemHttpResult>();

        problem.StatusCode.ShouldBe(400);
        problem.ProblemDetails.Detail.ShouldNotBeNull().ShouldContain("xml");
        audit.Queries.ShouldBeEmpty();
    }

    [Fact]
    public async Task silence_of_the_orchestrator_is_a_bad_gateway_and_a_refusal_is_forbidden()
    {
        (await Handle("csv")).ShouldBeOfType<ProblemHttpResult>().StatusCode.ShouldBe(502);
        audit.ExportAnswer = Trouble.Of(Refusal.Because("role-not-allowed"));
        (await Handle("csv")).ShouldBeOfType<ProblemHttpResult>().StatusCode.ShouldBe(403);
        audit.ExportAnswer = Trouble.SignedOut;
        (await Handle("csv")).ShouldBeOfType<ProblemHttpResult>().StatusCode.ShouldBe(401);
    }

    private Task<IResult> Handle(string format, string? actor = null)
    {
        context.Response.Body = body;
        return AuditExport.HandleAsync(audit, TimeProvider.System, context, CancellationToken.None, format, actor);
    }
}
