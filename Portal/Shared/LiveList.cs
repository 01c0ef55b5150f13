using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Api;

namespace ComputeNet.Portal.Shared;

/// <summary>
/// A long list under live updates: the first page is watched; with each news of it the further pages that somebody has scrolled to are read
/// again too, so that the list neither shrinks under the reader nor shows old rows.
/// </summary>
public sealed class LiveList<T>(Func<string, CancellationToken, Task<Outcome<Page<T>>>> readPage)
{
    private const int RoomForMore = 50;

    private string? next;
    private int wanted;
    private int generation;

    /// <summary>Raised after every change of <see cref="Now"/>.</summary>
    public event Action? Changed;

    public Live<IReadOnlyList<T>> Now { get; private set; } = Live<IReadOnlyList<T>>.Loading;

    public int Count => Now.Value?.Count ?? 0;

    /// <summary>Whether there is nothing beyond what is loaded.</summary>
    public bool IsComplete => next is null;

    /// <summary>Takes the watched first page for as long as it is told; ends with it.</summary>
    public async Task FollowAsync(IAsyncEnumerable<Live<Page<T>>> firstPage, CancellationToken ct)
    {
        await foreach (var news in firstPage.WithCancellation(ct))
        {
            if (news.Value is not { } page || news.Trouble is not null)
                Become(Now with { Trouble = news.Trouble });
            else
                await TakeAsync(page, news.AsOf, ct);
        }
    }

    /// <summary>Reads on until so many rows are there, the list ends, or trouble comes.</summary>
    public async Task EnsureAsync(int count, CancellationToken ct)
    {
        wanted = Math.Max(wanted, count);
        var mine = generation;
        while (mine == generation && next is { } cursor && Count < count)
        {
            var outcome = await readPage(cursor, ct);
            // Meanwhile the list was read anew, or another caller read this very page: then this answer is no longer its continuation.
            if (mine != generation || next != cursor)
                continue;
            if (outcome.Value is not { } page)
            {
                Become(Now with { Trouble = outcome.Trouble });
                return;
            }
            next = page.Next;
            Become(Now with { Value = [.. Now.Value ?? [], .. page.Items] });
        }
    }

    /// <summary>The rows that came into sight, and how many to leave room for: a list that goes on is a little longer than what is loaded.</summary>
    public async Task<(IReadOnlyList<T> Rows, int Total)> RowsAsync(int start, int count, CancellationToken ct)
    {
        await EnsureAsync(start + count, ct);
        IReadOnlyList<T> rows = Now.Value ?? [];
        return ([.. rows.Skip(start).Take(count)], rows.Count + (IsComplete ? 0 : RoomForMore));
    }

    private async Task TakeAsync(Page<T> first, DateTimeOffset? asOf, CancellationToken ct)
    {
        var mine = ++generation;
        var items = first.Items.ToList();
        var cursor = first.Next;
        while (cursor is not null && items.Count < wanted)
        {
            var outcome = await readPage(cursor, ct);
            if (mine != generation)
                return;
            if (outcome.Value is not { } page)
            {
                Become(Now with { Trouble = outcome.Trouble });
                return;
            }
            items.AddRange(page.Items);
            cursor = page.Next;
        }
        next = cursor;
        Become(new(items, asOf, null));
    }

    private void Become(Live<IReadOnlyList<T>> now)
    {
        Now = now;
        Changed?.Invoke();
    }
}
