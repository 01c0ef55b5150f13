using ComputeNet.Contracts;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ComputeNet.Service.Http.OpenApi;

/// <summary>Title, version, how to sign in, and the schema of a problem.</summary>
public static class WholeApi
{
    public const string Bearer = "bearer";

    public static async Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info = new OpenApiInfo
        {
            Title = "ComputeNet",
            Version = WireFormat.Version,
            Description = "A compute network as one pool. Every refusal is a problem (RFC 9457) with a stable code; every POST that stores something takes an idempotency key.",
        };
        // Where it was asked says nothing about where it will be reached.
        document.Servers = [];
        document.AddComponent(CommonParts.Problem, await context.GetOrCreateSchemaAsync(typeof(ApiProblem), null, ct));
        document.AddComponent<IOpenApiSecurityScheme>(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A session's token (POST /api/session) or one made with POST /api/tokens.",
        });
    }
}
