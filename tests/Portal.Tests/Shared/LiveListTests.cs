using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Shared;
using ComputeNet.Portal.Tests.Fakes;

namespace ComputeNet.Portal.Tests.Shared;

public class LiveListTests
{
    private readonly FakeWatch<Page<string>> first = new();
    private readonly Dictionary<string, Outcome<Page<string>>> pages = [];
    private readonly CancellationTokenSource stop = new();

    [Fact]
    public async Task scrolling_to_the_end_reads_the_next_page_once()
    {
        pages["2"] = new Page<string>(["c", "d"], null);
        var list = await Follow(new(["a", "b"], "2"));
        list.IsComplete.ShouldBeFalse();

        var (rows, total) = await list.RowsAsync(1, 3, stop.Token);

        rows.ShouldBe(["b", "c", "d"]);
        total.ShouldBe(4);
        list.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public async Task a_list_that_goes_on_leaves_room_to_scroll_into()
    {
        var list = await Follow(new(["a", "b"], "2"));
        var (rows, total) = await list.RowsAsync(0, 2, stop.Token);

        rows.ShouldBe(["a", "b"]);
        total.ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task news_of_the_first_page_reads_again_as_far_as_somebody_has_scrolled()
    {
        pages["2"] = new Page<string>(["c", "d"], "3");
        var list = await Follow(new(["a", "b"], "2"));
        await list.EnsureAsync(4, stop.Token);
        pages["2b"] = new Page<string>(["c", "d2"], "3b");

        await Until(list, () => first.Say(new(["new", "a"], "2b")), () => list.Now.Value![0] == "new");

        list.Now.Value.ShouldBe(["new", "a", "c", "d2"]);
        list.IsComplete.ShouldBeFalse();
    }

    [Fact]
    public async Task a_page_that_cannot_be_read_keeps_what_is_there_and_says_so()
    {
        pages["2"] = Trouble.Unreachable;
        var list = await Follow(new(["a"], "2"));

        await list.EnsureAsync(5, stop.Token);

        list.Now.Value.ShouldBe(["a"]);
        list.Now.IsStale.ShouldBeTrue();
    }

    [Fact]
    public async Task a_broken_line_keeps_all_pages()
    {
        pages["2"] = new Page<string>(["b"], null);
        var list = await Follow(new(["a"], "2"));
        await list.EnsureAsync(2, stop.Token);

        await Until(list, first.Break, () => list.Now.IsStale);

        list.Now.Value.ShouldBe(["a", "b"]);
    }

    private async Task<LiveList<string>> Follow(Page<string> page)
    {
        var list = new LiveList<string>((cursor, _) => Task.FromResult(pages[cursor]));
        first.Say(page);
        var heard = new TaskCompletionSource();
        list.Changed += heard.SetResult;
        _ = list.FollowAsync(first.WatchAsync(stop.Token), stop.Token);
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(10));
        list.Changed -= heard.SetResult;
        return list;
    }

    private static async Task Until(LiveList<string> list, Action act, Func<bool> condition)
    {
        var done = new TaskCompletionSource();
        list.Changed += () => { if (condition()) done.TrySetResult(); };
        act();
        await done.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }
}
