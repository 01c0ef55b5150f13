using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using ComputeNet.Service.Http.Problems;

namespace ComputeNet.Service.Http;

/// <summary>Where a page ended, as opaque text: the next page begins right after it, whatever was added meanwhile.</summary>
public static class Cursor
{
    public static string Of(string lastKey) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(lastKey));

    /// <summary>The key that <see cref="Of"/> was given; null for the first page.</summary>
    public static string? Read(string? cursor)
    {
        if (cursor is null)
            return null;
        if (cursor.Length is > 0 and <= 400 && Base64Url.IsValid(cursor))
            return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        throw new ProblemException(RequestTrouble.Malformed(new Dictionary<string, string[]> { [JsonNamingPolicy.CamelCase.ConvertName(nameof(Cursor))] = ["is not one that this list handed out."] }));
    }
}
