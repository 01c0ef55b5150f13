using System.Buffers.Text;
using System.Text.Json;

namespace ComputeNet.Adapters.Slurm;

/// <summary>
/// What a user's Slurm token says of itself. 22.05 answers to one that has expired as if slurmctld were down (500, error −1): only its own words tell. Nothing is verified
/// here, that is Slurm's business. Pure.
/// </summary>
public static class SlurmToken
{
    /// <summary>Raw sample of the middle part, decoded: <c>{"exp":1795898176,"iat":1795811776,"sun":"games"}</c>. Null when it does not say, or is no JWT.</summary>
    public static DateTimeOffset? ExpiresAt(string? token)
    {
        if (token?.Split('.') is not [_, var claims, _])
            return null;
        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(claims));
            return document.RootElement.Instant("exp");
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }
}
