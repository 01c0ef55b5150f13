using System.Reflection;
using System.Text.Json;
using ComputeNet.Service.Http.Problems;
using Microsoft.Extensions.Primitives;

namespace ComputeNet.Service.Http;

/// <summary>
/// Which query parameters a route knows. An unknown one is refused, because a misspelt filter would silently give everything;
/// enum words are taken as they are in JSON (<c>running</c>), which the framework's binder would not.
/// </summary>
public sealed class QueryShape
{
    private readonly Dictionary<string, Type> known;

    private QueryShape(Dictionary<string, Type> known) => this.known = known;

    /// <summary>Of the handler's parameters; those of a record that is taken apart (<c>[AsParameters]</c>) count one by one.</summary>
    public static QueryShape Of(MethodInfo handler) => new(handler.GetParameters()
        .SelectMany(p => p.GetCustomAttribute<AsParametersAttribute>() is null
            ? [(p.Name!, p.ParameterType)]
            : p.ParameterType.GetProperties().Select(property => (property.Name, property.PropertyType)))
        .GroupBy(p => p.Item1, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(g => g.Key, g => Nullable.GetUnderlyingType(g.First().Item2) ?? g.First().Item2, StringComparer.OrdinalIgnoreCase));

    /// <summary>Checks the query and spells its enum words as the binder wants them.</summary>
    public void Apply(HttpRequest request)
    {
        if (request.Query.Count == 0)
            return;
        var errors = new Dictionary<string, string[]>();
        var spelt = new Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in request.Query)
        {
            if (!known.TryGetValue(name, out var type))
                errors[name] = [$"is not a parameter here; there are {string.Join(", ", known.Keys.Where(k => IsPlain(known[k])).Select(JsonNamingPolicy.CamelCase.ConvertName))}."];
            else if (values.Any(v => v?.Contains('\0') == true))
                errors[name] = ["must not contain the character U+0000."];
            else if (!type.IsEnum)
                spelt[name] = values;
            else if (Enum.GetNames(type).FirstOrDefault(word => JsonNamingPolicy.CamelCase.ConvertName(word) == values.ToString()) is { } member)
                spelt[name] = member;
            else
                errors[name] = [$"must be one of {string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName))}."];
        }
        if (errors.Count > 0)
            throw new ProblemException(RequestTrouble.Malformed(errors));
        request.Query = new QueryCollection(spelt);
    }

    private static bool IsPlain(Type type) => type.IsValueType && type != typeof(CancellationToken) || type == typeof(string);
}
