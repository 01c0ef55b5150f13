using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ComputeNet.Adapters.Tests.Kubernetes.StandIn;

/// <summary>
/// Watches: one JSON object a line, from a version on; bookmarks for those that allow them; a version that has been compacted is an ERROR event with 410,
/// after which nothing comes.
/// </summary>
public sealed class WatchStreams(ObjectStore store)
{
    private CancellationTokenSource connections = new();
    private long bookmarks;
    private int open;
    private int begun;

    public int Open => Volatile.Read(ref open);

    /// <summary>How many were ever begun.</summary>
    public int Begun => Volatile.Read(ref begun);

    /// <summary>Breaks the connections of all watches.</summary>
    public void Cut()
    {
        var cut = Interlocked.Exchange(ref connections, new());
        cut.Cancel();
    }

    /// <summary>Every watch that allows it learns how new it is, although nothing that it sees has changed.</summary>
    public void Bookmark()
    {
        Interlocked.Increment(ref bookmarks);
        store.Nudge();
    }

    public void Close() => connections.Cancel();

    public async Task StreamAsync(HttpContext context, ApiPath path)
    {
        var query = context.Request.Query;
        var allowed = query["allowWatchBookmarks"] == "true";
        var version = long.Parse(query["resourceVersion"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(connections.Token, context.RequestAborted);
        Interlocked.Increment(ref open);
        Interlocked.Increment(ref begun);
        try
        {
            context.Response.ContentType = "application/json";
            await context.Response.StartAsync(both.Token);
            for (var marked = Interlocked.Read(ref bookmarks); ;)
            {
                var (changes, next) = store.Since(version);
                foreach (var change in changes)
                {
                    if (change.Resource == path.Resource && (path.Namespace.Length == 0 || change.Object.Namespace() == path.Namespace) && Selectors.Match(change.Object, query["labelSelector"], query["fieldSelector"]))
                        await SendAsync(context, change.Type, change.Object, both.Token);
                    version = change.Version;
                }
                if (Interlocked.Read(ref bookmarks) is var now && allowed && now > marked)
                {
                    marked = now;
                    version = store.Version;
                    await SendAsync(context, "BOOKMARK", Bare(path, version), both.Token);
                }
                await next.WaitAsync(both.Token);
            }
        }
        catch (ApiTrouble gone) when (gone.Code == 410)
        {
            await SendAsync(context, "ERROR", gone.Status, both.Token);
        }
        finally
        {
            Interlocked.Decrement(ref open);
        }
    }

    private static JsonObject Bare(ApiPath path, long version) => new()
    {
        ["kind"] = path.Resource == Resource.Jobs ? "Job" : "Pod",
        ["apiVersion"] = path.Resource == Resource.Jobs ? "batch/v1" : "v1",
        ["metadata"] = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture) },
    };

    private static async Task SendAsync(HttpContext context, string type, JsonObject item, CancellationToken ct)
    {
        await context.Response.WriteAsync(new JsonObject { ["type"] = type, ["object"] = item.DeepClone() }.ToJsonString() + "\n", ct);
        await context.Response.Body.FlushAsync(ct);
    }
}
