using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ComputeNet.Adapters.Host.Credentials;

/// <summary>A site draws its credentials itself and tells the centre only their hash.</summary>
public static class CredentialSecret
{
    /// <summary>256 random bits in the form that the centre takes for a credential: <c>cn_</c> and base64url.</summary>
    public static string New() => "cn_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
