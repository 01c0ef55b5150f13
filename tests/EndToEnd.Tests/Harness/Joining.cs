using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ComputeNet.Client;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.EndToEnd.Tests.Harness;

/// <summary>A site that has exchanged its join token for a credential of its own, and says what it has.</summary>
public sealed class Joining : IDisposable
{
    private readonly HttpClient http;
    private readonly ComputeNetClient client;

    private Joining(HttpClient http, ComputeNetClient client, string token) => (this.http, this.client, Token) = (http, client, token);

    public string Token { get; }

    /// <summary>Finds the token in the command that the dialog shows: the word that follows the address.</summary>
    public static async Task<Joining> ExchangeAsync(Uri centre, string command)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var token = words[Array.FindIndex(words, w => w.StartsWith("http", StringComparison.Ordinal)) + 1].Trim('\'', '"');
        var credential = "cn_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var http = new HttpClient { BaseAddress = centre, Timeout = TimeSpan.FromSeconds(30) };
        await new ComputeNetClient(http, () => null).SiteAgent.EnrolAsync(new EnrolSite(token, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(credential)))));
        return new(http, new ComputeNetClient(http, () => credential), token);
    }

    public async Task DeclareAsync(string site)
    {
        var stated = new Provenance(Basis.Stated, "its own word");
        await client.SiteAgent.DeclareInventoryAsync(new SiteInventory("1.0", false, DateTimeOffset.UtcNow,
            [new PoolDeclaration(new($"{site}.cpu"), "CPU", Architecture.Cpu, new("cpu-core"), 8, stated, null, Money.Yuan(1), stated, 10, stated)]));
        await client.SiteAgent.ReportAsync(new SightingReport(DateTimeOffset.UtcNow, 0, [], []));
    }

    public void Dispose() => http.Dispose();
}
