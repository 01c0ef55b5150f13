using System.Collections.Concurrent;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Simulated;

/// <summary>
/// The line from the agents to the centre, cut for the sites that are partitioned: nothing leaves them, and answers that were under way do not arrive, though the centre may
/// have done what was asked. Over any transport; whose message it is, it knows by the token that it handed out.
/// </summary>
public sealed class SimulatedLine(SimulatedOptions options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, SiteId> owners = new();

    public string? TokenOf(SiteId site)
    {
        if (options.Token(site) is not { } token)
            return null;
        owners[token] = site;
        return token;
    }

    public HttpMessageHandler Around(HttpMessageHandler transport) => new Cut(this, transport);

    private bool IsCut(HttpRequestMessage request) =>
        request.Headers.Authorization?.Parameter is { } token && owners.TryGetValue(token, out var site) && SimulatedFaults.IsIn(SimulatedTrouble.Partition, site, options, clock.GetUtcNow());

    private sealed class Cut(SimulatedLine line, HttpMessageHandler transport) : DelegatingHandler(transport)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
        {
            if (line.IsCut(request))
                throw new HttpRequestException("The line to the centre is cut (simulated).");
            var answer = await base.SendAsync(request, ct);
            if (!line.IsCut(request))
                return answer;
            answer.Dispose();
            throw new HttpRequestException("The line to the centre was cut under the answer (simulated).");
        }
    }
}
