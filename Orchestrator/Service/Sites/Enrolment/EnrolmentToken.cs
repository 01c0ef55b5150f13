using System.Buffers.Text;
using System.Security.Cryptography;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Service.Sites.Enrolment;

/// <summary>A one-time token by the hash of its secret (256 random bits, so that a plain SHA-256 is enough). Whether it is still good, the ledger knows.</summary>
/// <param name="Id">Names the token in the ledger.</param>
public sealed record EnrolmentToken(string Id, string Hash, SiteId Site)
{
    private const string Prefix = "cnj_";

    /// <summary>Another prefix than credentials have, so that one put in the other's place is recognised.</summary>
    public static string NewSecret() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static bool LooksLikeOne(string secret) => secret.Length == 47 && secret.StartsWith(Prefix, StringComparison.Ordinal);
}
