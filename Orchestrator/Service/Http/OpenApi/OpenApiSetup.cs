namespace ComputeNet.Service.Http.OpenApi;

/// <summary>The description of the API at <c>/openapi/v1.json</c>: all of <c>/api</c>, and nothing else that lives in the same process.</summary>
public static class OpenApiSetup
{
    public const string Route = "/openapi/v1.json";

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.ShouldInclude = route => route.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddSchemaTransformer(WordsOfTheWire.DescribeAsync);
        options.AddOperationTransformer(CommonParts.DescribeAsync);
        options.AddOperationTransformer(SiteExamples.DescribeAsync);
        options.AddDocumentTransformer(WholeApi.DescribeAsync);
    });

    public static void MapApiDescription(this IEndpointRouteBuilder app) => app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
}
