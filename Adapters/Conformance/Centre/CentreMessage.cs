using System.Text;
using System.Text.Json;
using ComputeNet.Contracts;

namespace ComputeNet.Adapters.Conformance.Centre;

/// <summary>One message of a site, whatever carried it.</summary>
/// <param name="Method">GET, POST or PUT.</param>
/// <param name="Path">Without a leading slash: <c>api/site/orders</c>.</param>
/// <param name="Query">The values behind the question mark.</param>
/// <param name="Token">The bearer token that it shows; null when it shows none.</param>
/// <param name="Body">Its JSON, as bytes.</param>
/// <param name="TraceParent">W3C, when the site sends one.</param>
/// <param name="Carrier">What carried it: <c>http</c>, <c>hub</c>, or <c>publication</c>.</param>
public sealed record CentreMessage(
    string Method, string Path, IReadOnlyDictionary<string, string> Query, string? Token, byte[] Body, string? TraceParent, string Carrier)
{
    /// <summary>Path and query of a relative address.</summary>
    public static (string Path, IReadOnlyDictionary<string, string> Query) Split(string address)
    {
        var question = address.IndexOf('?', StringComparison.Ordinal);
        var query = question < 0 ? [] : Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address[question..]);
        return ((question < 0 ? address : address[..question]).Trim('/'), query.ToDictionary(q => q.Key, q => q.Value.ToString()));
    }

    public override string ToString() => $"{Method} /{Path} over {Carrier}";
}

/// <summary>What the centre says to it; the body may be anything, for a centre that talks nonsense.</summary>
public sealed record CentreAnswer(int Status, string? Body = null, string ContentType = "application/json")
{
    public static readonly CentreAnswer Done = new(204);

    public static CentreAnswer Of<T>(T value) => new(200, JsonSerializer.Serialize(value, WireFormat.Json));

    public static CentreAnswer No(ApiProblem problem) => new(problem.Status, JsonSerializer.Serialize(problem, WireFormat.Json), "application/problem+json");

    public byte[] Bytes => Body is null ? [] : Encoding.UTF8.GetBytes(Body);
}
