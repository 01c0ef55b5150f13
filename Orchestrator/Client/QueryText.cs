using System.Globalization;
using System.Text.Json;

namespace ComputeNet.Client;

/// <summary>Turns the public properties of a query record into a query string; nulls are left out, instants are ISO 8601.</summary>
internal static class QueryText
{
    public static string Of(string path, object query)
    {
        var parts = query.GetType().GetProperties()
            .Select(p => (Name: JsonNamingPolicy.CamelCase.ConvertName(p.Name), Value: p.GetValue(query)))
            .Where(p => p.Value is not null)
            .Select(p => $"{p.Name}={Uri.EscapeDataString(Text(p.Value!))}");
        var text = string.Join('&', parts);
        return text.Length == 0 ? path : $"{path}?{text}";
    }

    private static string Text(object value) => value switch
    {
        DateTimeOffset at => at.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
        Enum word => JsonNamingPolicy.CamelCase.ConvertName(word.ToString()),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
