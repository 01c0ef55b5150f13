using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ComputeNet.Contracts.Vocabulary;
using FluentValidation;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ComputeNet.Service.Http.OpenApi;

/// <summary>How our own types travel, which the generator cannot see through their converters.</summary>
public static class WordsOfTheWire
{
    private const string IdPattern = "^[A-Za-z0-9][a-z0-9.-]*$";

    public static async Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        var isNullable = type != context.JsonTypeInfo.Type || schema.Type?.HasFlag(JsonSchemaType.Null) == true;
        if (type == typeof(string))
            schema.Type = Of(JsonSchemaType.String, isNullable);
        else if (type == typeof(FencingToken))
            (schema.Type, schema.Format) = (Of(JsonSchemaType.Integer, isNullable), "int64");
        else if (type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ITextId<>)))
            (schema.Type, schema.Pattern, schema.MinLength, schema.MaxLength) = (Of(JsonSchemaType.String, isNullable), IdPattern, 1, 100);
        else if (type.IsEnum)
            (schema.Type, schema.Enum) = (JsonSchemaType.String, [.. Enum.GetNames(type).Select(name => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(name))]);
        else if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Enumerable)
            schema.Items ??= await context.GetOrCreateSchemaAsync(context.JsonTypeInfo.ElementType!, null, ct);
        else if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Dictionary)
            schema.AdditionalProperties ??= await context.GetOrCreateSchemaAsync(context.JsonTypeInfo.ElementType!, null, ct);
        else if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object)
            DescribeObject(schema, context.JsonTypeInfo, IsRequest(type, context.ApplicationServices));
    }

    private static void DescribeObject(OpenApiSchema schema, JsonTypeInfo type, bool isRequest)
    {
        // The generator takes every constructor parameter for required; what is null is left out when writing and may be when reading.
        foreach (var property in type.Properties.Where(p => p.AssociatedParameter is { IsNullable: true }))
            schema.Required?.Remove(property.Name);
        // Only people's requests are read strictly; answers, and what sites say, may grow fields.
        schema.AdditionalPropertiesAllowed = !isRequest || NewerSites.Says(type.Type);
    }

    /// <summary>What has rules comes in; what has none goes out.</summary>
    private static bool IsRequest(Type type, IServiceProvider services) => services.GetService(typeof(IValidator<>).MakeGenericType(type)) is not null;

    private static JsonSchemaType Of(JsonSchemaType type, bool isNullable) => isNullable ? type | JsonSchemaType.Null : type;
}
