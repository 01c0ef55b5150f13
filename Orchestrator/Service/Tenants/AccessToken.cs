using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Service.Http;

namespace ComputeNet.Service.Tenants;

/// <summary>
/// A bearer token as it is stored: by the hash of its secret, which is 256 random bits, so that a plain SHA-256 is enough and
/// a stolen database opens nothing. All instants are real time, whatever the ledger's clock does.
/// </summary>
public sealed record AccessToken(
    string Id,
    string Hash,
    string Name,
    string Scope,
    bool IsSession,
    UserId Owner,
    string Role,
    TenantId? Tenant,
    SiteId? Site,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? RevokedAt = null,
    DateTimeOffset? LastUsedAt = null)
{
    private const string Prefix = "cn_";

    /// <summary>A site's credential that has a successor: good until it expires, and in the wrong hands when it is shown later. Null is no.</summary>
    public bool? RotatedAway { get; init; }

    public static string NewSecret() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    public static bool LooksLikeOne(string secret) => secret.Length == 46 && secret.StartsWith(Prefix, StringComparison.Ordinal);

    public bool IsGoodAt(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;

    public Caller ToCaller() => new(Owner, Role, Tenant, Site, Scope, Id, IsSession);

    public TokenView ToView() => new(Id, Name, Scope, Owner, Tenant, Site, CreatedAt, ExpiresAt, RevokedAt, LastUsedAt);
}
