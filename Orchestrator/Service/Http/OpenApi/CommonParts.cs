using System.Globalization;
using System.Reflection;
using System.Text.Json;
using ComputeNet.Contracts;
using ComputeNet.Service.Http.Idempotency;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ComputeNet.Service.Http.OpenApi;

/// <summary>What every route has without saying so: its headers, its problems, and who may call it.</summary>
public static class CommonParts
{
    public const string Problem = "ApiProblem";

    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var method = metadata.OfType<MethodInfo>().LastOrDefault();
        var path = "/" + context.Description.RelativePath!.TrimEnd('/');
        operation.OperationId = OperationIdOf(context.Description.HttpMethod!, path);
        operation.Tags = new HashSet<OpenApiTagReference> { new(path.Split('/')[2], context.Document) };
        operation.Parameters ??= [];
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
            parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
        if (IdempotencyConventions.NeedsKey(metadata))
            operation.Parameters.Add(Header(WireFormat.IdempotencyHeader, "New for each command, the same when it is repeated: 1–100 visible ASCII characters.", isRequired: true));
        if (method?.GetParameters().Any(p => p.ParameterType == typeof(ExpectedVersion)) == true)
            operation.Parameters.Add(Header("If-Match", "The ETag that was read: refuse if it changed since.", isRequired: false));
        operation.Parameters.Add(Header(WireFormat.CorrelationHeader, "Comes back with the answer and stands in the audit.", isRequired: false));

        operation.Responses ??= [];
        foreach (var status in Problems(metadata, operation))
            operation.Responses[status.ToString(CultureInfo.InvariantCulture)] = ProblemResponse(status, context.Document!);

        if (metadata.OfType<IAuthorizeData>().LastOrDefault(a => a.Policy is not null) is { Policy: { } policy } && !metadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(WholeApi.Bearer, context.Document)] = [] }];
            operation.Description = $"For: {policy.Replace("computenet-", "", StringComparison.Ordinal)}.";
        }
        return Task.CompletedTask;
    }

    /// <summary><c>POST /api/workloads/{id}/cancel</c> → <c>postWorkloadsByIdCancel</c>.</summary>
    private static string OperationIdOf(string method, string path) => method.ToLowerInvariant() + string.Concat(path.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(1)
        .Select(part => part.StartsWith('{') ? "By" + Capitalised(part.Trim('{', '}')) : Capitalised(part)));

    private static string Capitalised(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static IEnumerable<int> Problems(IList<object> metadata, OpenApiOperation operation)
    {
        yield return 400;
        if (!metadata.OfType<IAllowAnonymous>().Any())
        {
            yield return 401;
            yield return 403;
        }
        if (operation.Parameters!.Any(p => p.In == ParameterLocation.Path))
            yield return 404;
        if (metadata.OfType<IHttpMethodMetadata>().Any(m => m.HttpMethods.Any(HttpMethods.IsPost) || m.HttpMethods.Any(HttpMethods.IsPut)))
        {
            yield return 409;
            yield return 413;
        }
        if (operation.Parameters!.Any(p => p.Name == "If-Match"))
            yield return 412;
        yield return 422;
    }

    internal static OpenApiResponse ProblemResponse(int status, OpenApiDocument document) => new()
    {
        Description = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
        Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(Problem, document) } },
    };

    private static OpenApiParameter Header(string name, string description, bool isRequired) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = isRequired,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
