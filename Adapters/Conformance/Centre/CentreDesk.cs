using System.Globalization;
using System.Text.Json;
using ComputeNet.Contracts.Sites;

namespace ComputeNet.Adapters.Conformance.Centre;

/// <summary>Answers every message of Site API v1, whatever carried it; what the protocol does not allow is a problem, and noted as a violation.</summary>
internal sealed class CentreDesk(CentreStandIn centre)
{
    private const int LargestWaitSeconds = 60;

    private readonly Dictionary<string, int> waiting = [];

    public CentreStandIn Centre => centre;

    public async Task<CentreAnswer> AnswerAsync(CentreMessage message, CancellationToken ct)
    {
        if (centre.Interfere(message) is { } instead)
            return instead;
        if (message.Token is not { } token)
            return Unsigned("token-missing", $"{message} shows no token.");
        if (centre.SiteOf(token) is not { } site)
            return Unsigned("token-refused", null);
        try
        {
            var answer = await HandleAsync(message, site, ct);
            return answer.Body is { } json ? answer with { Body = centre.Rewrite(message, json) } : answer;
        }
        catch (JsonException e)
        {
            return Violation($"{message}: {e.Message}", 400, "malformed-request");
        }
    }

    private async Task<CentreAnswer> HandleAsync(CentreMessage message, string site, CancellationToken ct) => (message.Method, message.Path) switch
    {
        ("PUT", "api/site/inventory") => Note(message, new(site, Inventory: Read<SiteInventory>(message))),
        ("GET", "api/site/orders") => CentreAnswer.Of(await OrdersAsync(message, site, ct)),
        ("POST", "api/site/sightings") => Report(message, site, Read<SightingReport>(message)),
        ("POST", "api/site/telemetry") => Note(message, new(site, Telemetry: Read<SiteTelemetry>(message))),
        ("PUT", "api/site/offers") => Note(message, new(site) { Offers = Read<SiteOffers>(message) }),
        ("POST", "api/site/logs") => Note(message, new(site) { Logs = Read<SiteLogs>(message) }),
        _ => Violation($"{message}: there is no such route.", 404, "route-unknown"),
    };

    private CentreAnswer Report(CentreMessage message, string site, SightingReport report)
    {
        if (centre.Refuse(report) is { } problem)
            return CentreAnswer.No(problem);
        Note(message, new(site, Report: report));
        return CentreAnswer.Of(centre.Receipt(report));
    }

    private CentreAnswer Note(CentreMessage message, Heard heard)
    {
        foreach (var wrong in ProtocolLimits.Broken(heard))
            centre.Violations.Enqueue($"{message}: {wrong}");
        centre.Log.Add(heard with { TraceParent = message.TraceParent, Carrier = message.Carrier });
        return CentreAnswer.Done;
    }

    private async Task<SiteOrders> OrdersAsync(CentreMessage message, string site, CancellationToken ct)
    {
        centre.Questions.AddOrUpdate(site, 1, (_, count) => count + 1);
        Waiting(site, 1);
        try
        {
            var (after, wait) = (Number(message, "after"), Math.Clamp(Number(message, "waitSeconds"), 0, LargestWaitSeconds));
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(centre.HoldsQuestions ? wait : 0));
            using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token, centre.Stopping);
            while (true)
            {
                var next = centre.Log.Next;
                var set = centre.OrdersOf(site);
                if (set.Version != after || set.LogsWanted is not null || either.IsCancellationRequested)
                    return set;
                await Task.WhenAny(next, Task.Delay(Timeout.Infinite, either.Token));
            }
        }
        finally
        {
            Waiting(site, -1);
        }
    }

    private void Waiting(string site, int more)
    {
        lock (waiting)
        {
            var now = waiting[site] = waiting.GetValueOrDefault(site) + more;
            centre.MostQuestionsAtOnce.AddOrUpdate(site, now, (_, most) => Math.Max(most, now));
        }
    }

    private static long Number(CentreMessage message, string name) =>
        !message.Query.TryGetValue(name, out var text) ? 0
        : long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : throw new JsonException($"{name}={text} is no number.");

    private static T Read<T>(CentreMessage message) => JsonSerializer.Deserialize<T>(message.Body, ProtocolLimits.Json) ?? throw new JsonException("the body is null.");

    private CentreAnswer Unsigned(string code, string? violation)
    {
        if (violation is not null)
            centre.Violations.Enqueue(violation);
        return CentreAnswer.No(new("Sign in first", 401, code));
    }

    private CentreAnswer Violation(string words, int status, string code)
    {
        centre.Violations.Enqueue(words);
        return CentreAnswer.No(new("Refused", status, code, words));
    }
}
