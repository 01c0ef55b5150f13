using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ComputeNet.Adapters.Tests.Dapr;

/// <summary>
/// The broker behind the stand-in of the sidecar: asks the subscriber what it wants (<c>/dapr/subscribe</c>), wraps what is published as CloudEvents, delivers it at least
/// once, again when the app says so or does not answer, and puts what nobody takes into the dead-letter topic. It can hold, double and reorder what it carries.
/// </summary>
public sealed class DaprBrokerStandIn(DaprSidecarStandIn sidecar) : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim arrived = new(0);
    private readonly Lock gate = new();
    private readonly List<(string Topic, string Event)> queue = [];
    private Task delivering = Task.CompletedTask;
    private string subscriber = "";

    public string Name { get; init; } = "computenet-site-messages";

    /// <summary>It takes nothing.</summary>
    public bool IsDown { get; set; }

    /// <summary>It delivers nothing until it is let go.</summary>
    public bool Holds { get; set; }

    /// <summary>Every message is delivered so often, whatever the app says.</summary>
    public int Copies { get; set; } = 1;

    /// <summary>The newest of what waits is delivered first.</summary>
    public bool NewestFirst { get; set; }

    /// <summary>The retries of the resiliency policy, before a message is a dead letter.</summary>
    public int Retries { get; set; } = 3;

    public TimeSpan RetryPause { get; set; } = TimeSpan.FromMilliseconds(20);

    public ConcurrentQueue<string> Delivered { get; } = new();

    /// <summary>What nobody took, and why the last time.</summary>
    public ConcurrentQueue<(string Event, string Why)> DeadLetters { get; } = new();

    public void Subscribe(string appId)
    {
        subscriber = appId;
        delivering = DeliverAllAsync(stopping.Token);
    }

    public void Take(string topic, string data)
    {
        var cloudEvent = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = Guid.NewGuid().ToString(),
            ["source"] = "site",
            ["type"] = "com.dapr.event.sent",
            ["topic"] = topic,
            ["pubsubname"] = Name,
            ["datacontenttype"] = "application/json",
            ["data"] = JsonNode.Parse(data),
        };
        lock (gate)
            queue.Add((topic, cloudEvent.ToJsonString()));
        arrived.Release();
    }

    /// <summary>Delivers what it has held.</summary>
    public void LetGo()
    {
        Holds = false;
        arrived.Release();
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await delivering;
        stopping.Dispose();
        arrived.Dispose();
    }

    private async Task DeliverAllAsync(CancellationToken ct)
    {
        try
        {
            while (true)
            {
                await arrived.WaitAsync(ct);
                while (!Holds && Next() is { } next)
                    for (var copy = 0; copy < Copies; copy++)
                        await DeliverAsync(next.Topic, next.Event, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            Delivered.Enqueue("the sidecar ends");
        }
    }

    private (string Topic, string Event)? Next()
    {
        lock (gate)
        {
            if (queue.Count == 0)
                return null;
            var next = queue[NewestFirst ? ^1 : 0];
            queue.Remove(next);
            return next;
        }
    }

    private async Task DeliverAsync(string topic, string cloudEvent, CancellationToken ct)
    {
        var why = "";
        (string Route, string? Dead)? subscription = null;
        for (var attempt = 0; attempt <= Retries; attempt++)
        {
            try
            {
                subscription ??= await SubscriptionAsync(topic, ct);
                if (subscription is not { } known)
                    return;
                why = await PostAsync(known.Route, cloudEvent, ct);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
            {
                why = e.Message;
            }
            if (why is "SUCCESS")
            {
                Delivered.Enqueue(cloudEvent);
                return;
            }
            if (why is "DROP")
                break;
            await Task.Delay(RetryPause, ct);
        }
        if (subscription?.Dead is { } dead && dead != topic)
        {
            DeadLetters.Enqueue((cloudEvent, why));
            await DeliverAsync(dead, cloudEvent, ct);
        }
        else if (subscription is null)
            DeadLetters.Enqueue((cloudEvent, why));
    }

    private async Task<(string Route, string? Dead)?> SubscriptionAsync(string topic, CancellationToken ct)
    {
        using var answer = await sidecar.CallAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(sidecar.AppOf(subscriber), "/dapr/subscribe")), ct);
        answer.EnsureSuccessStatusCode();
        var all = JsonNode.Parse(await answer.Content.ReadAsStringAsync(ct))!.AsArray();
        var mine = all.FirstOrDefault(s => s!["pubsubname"]!.GetValue<string>() == Name && s["topic"]!.GetValue<string>() == topic);
        return mine is null ? null : (mine["route"]!.GetValue<string>(), mine["deadLetterTopic"]?.GetValue<string>());
    }

    /// <summary>As Dapr reads it: the status in a 2xx's body, success without one; 404 drops; anything else is tried again.</summary>
    private async Task<string> PostAsync(string route, string cloudEvent, CancellationToken ct)
    {
        using var post = new HttpRequestMessage(HttpMethod.Post, new Uri(sidecar.AppOf(subscriber), route)) { Content = new StringContent(cloudEvent, Encoding.UTF8, "application/cloudevents+json") };
        using var answer = await sidecar.CallAsync(post, ct);
        if ((int)answer.StatusCode == 404)
            return "DROP";
        if (!answer.IsSuccessStatusCode)
            return $"{(int)answer.StatusCode}";
        var body = await answer.Content.ReadAsStringAsync(ct);
        return body.Length == 0 ? "SUCCESS" : JsonDocument.Parse(body).RootElement.GetProperty("status").GetString()!;
    }
}
