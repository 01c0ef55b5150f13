using System.Globalization;
using System.Net;
using System.Text.Json;
using ComputeNet.Adapters.Port;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace ComputeNet.Adapters.Kubernetes;

/// <summary>One page of a list; <paramref name="Continue"/> asks for the next.</summary>
public sealed record ReflectedPage<T>(IReadOnlyList<T> Items, string? ResourceVersion, string? Continue);

/// <summary>What reflectors of every kind share.</summary>
public static class KubernetesReflector
{
    /// <summary>After so long the server ends a watch and we begin the next: no watch outlives a connection that has died unseen.</summary>
    public const int WatchSeconds = 240;
    internal static readonly TimeSpan LongestWatch = TimeSpan.FromSeconds(WatchSeconds + 30);
    internal static readonly TimeSpan OrdinaryWatch = TimeSpan.FromSeconds(5);
    internal static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(200);
    internal static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
}

/// <summary>
/// Keeps a copy of the objects of one kind: a list, then a watch from its version on. A watch that ends goes on from the newest version seen (bookmarks
/// keep that young where nothing changes); where the server has forgotten that version (410 Gone) the list is read again.
/// </summary>
public sealed class KubernetesReflector<T>(
    Func<string?, CancellationToken, Task<ReflectedPage<T>>> list, Func<string, Action<Exception>, CancellationToken, IAsyncEnumerable<(WatchEventType, T)>> watch,
    Func<T, string> groupOf, TimeProvider time) where T : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Dictionary<string, T>> groups = [];
    private readonly HashSet<string> removed = [];
    private string? version;

    /// <summary>The copy is whole and being kept; false while a list or a new connection is needed.</summary>
    public bool IsCurrent { get; private set; }

    /// <summary>The newest version seen: where the next watch begins. Null: a list is needed first.</summary>
    public string? ResourceVersion => version;

    /// <summary>How often the list was read, and how often a watch went on without.</summary>
    public (int Lists, int Watches) Rounds { get; private set; }

    public IReadOnlyList<T> Find(string group)
    {
        lock (gate)
            return groups.TryGetValue(group, out var found) ? [.. found.Values] : [];
    }

    /// <summary>What a write of ours has answered: nobody should see the object as it was before.</summary>
    public void Put(T item)
    {
        lock (gate)
            Keep(item);
    }

    /// <summary>We have deleted it: what the watch still brings of it is of before.</summary>
    public void Remove(T item)
    {
        lock (gate)
        {
            removed.Add(item.Metadata.Uid);
            Drop(item);
        }
    }

    public async Task RunAsync(CancellationToken ct)
    {
        var pause = KubernetesReflector.ShortestPause;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (version is null)
                    await ListAsync(ct);
                var began = time.GetTimestamp();
                await WatchAsync(ct);
                // A server that ends every watch at once must not be asked without pause, and a copy that waits is not kept.
                var isOrdinary = time.GetElapsedTime(began) >= KubernetesReflector.OrdinaryWatch;
                pause = isOrdinary ? KubernetesReflector.ShortestPause : Longer(pause);
                IsCurrent &= isOrdinary;
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is SchedulerException or HttpOperationException or HttpRequestException or IOException or JsonException or KubernetesException or OperationCanceledException)
            {
                IsCurrent = false;
                if (IsGone(e))
                    version = null;
                else
                    pause = Longer(pause);
            }
            try
            {
                await Task.Delay(pause, time, ct);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ListAsync(CancellationToken ct)
    {
        List<T> all = [];
        ReflectedPage<T>? page = null;
        do
        {
            page = await list(page?.Continue, ct);
            all.AddRange(page.Items);
        }
        while (!string.IsNullOrEmpty(page.Continue));
        lock (gate)
        {
            groups.Clear();
            removed.IntersectWith(all.Select(item => item.Metadata.Uid));
            foreach (var item in all)
                Keep(item);
        }
        version = page.ResourceVersion;
        Rounds = Rounds with { Lists = Rounds.Lists + 1 };
        IsCurrent = true;
    }

    private async Task WatchAsync(CancellationToken ct)
    {
        using var tooLong = new CancellationTokenSource(KubernetesReflector.LongestWatch, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(ct, tooLong.Token);
        Exception? fault = null;
        Rounds = Rounds with { Watches = Rounds.Watches + 1 };
        // An error comes as an event of its own, and the server may leave the connection open after it.
        try
        {
            await foreach (var (type, item) in watch(version!, e => { fault ??= e; ended.Cancel(); }, ended.Token).WithCancellation(ended.Token))
            {
                Take(type, item);
                IsCurrent = true;
            }
        }
        catch (Exception) when (fault is not null)
        {
            throw fault;
        }
        if (fault is not null)
            throw fault;
    }

    private void Take(WatchEventType type, T item)
    {
        lock (gate)
        {
            if (type is WatchEventType.Added or WatchEventType.Modified)
                Keep(item);
            else if (type == WatchEventType.Deleted)
            {
                removed.Remove(item.Metadata.Uid);
                Drop(item);
            }
            version = item.Metadata.ResourceVersion ?? version;
        }
    }

    /// <summary>The newer of two wins: the answer to a write of ours may overtake the watch.</summary>
    private void Keep(T item)
    {
        if (removed.Contains(item.Metadata.Uid))
            return;
        if (!groups.TryGetValue(groupOf(item), out var group))
            groups[groupOf(item)] = group = [];
        if (!group.TryGetValue(item.Metadata.Name, out var known) || known.Metadata.Uid != item.Metadata.Uid || VersionOf(item) >= VersionOf(known))
            group[item.Metadata.Name] = item;
    }

    private void Drop(T item)
    {
        if (groups.TryGetValue(groupOf(item), out var group) && group.GetValueOrDefault(item.Metadata.Name)?.Metadata.Uid == item.Metadata.Uid && group.Remove(item.Metadata.Name) && group.Count == 0)
            groups.Remove(groupOf(item));
    }

    private static long VersionOf(T item) => long.TryParse(item.Metadata.ResourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < KubernetesReflector.LongestPause ? pause * 2 : KubernetesReflector.LongestPause;

    private static bool IsGone(Exception e) => e switch
    {
        KubernetesException { Status.Code: (int)HttpStatusCode.Gone } => true,
        HttpOperationException { Response.StatusCode: HttpStatusCode.Gone } => true,
        SchedulerException { InnerException: { } inner } => IsGone(inner),
        _ => false,
    };
}
