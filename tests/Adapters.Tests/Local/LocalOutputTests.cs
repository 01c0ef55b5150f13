using System.Text;
using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Contracts.Sites;
using CsCheck;

namespace ComputeNet.Adapters.Tests.Local;

public sealed class LocalOutputTests : IDisposable
{
    private readonly LocalSite site = new();

    [Fact]
    public async Task garbage_becomes_a_tail_that_may_travel()
    {
        var end = await site.RunAsync(Orders.Command("head", "-c", "100000", "/dev/urandom"));
        end.State.ShouldBe(JobState.Succeeded);
        MayTravel(end.LogTail!).ShouldBeTrue();
        end.LogTail!.Length.ShouldBeGreaterThan(1000);
    }

    [Fact]
    public async Task a_flood_is_cut_to_its_beginning_and_its_end()
    {
        var end = await site.RunAsync(Orders.Command("sh", "-c", "yes | head -c 5000000; echo the end"));
        end.State.ShouldBe(JobState.Succeeded);
        end.LogTail![^20..].ShouldBe("y\ny\ny\ny\ny\ny\nthe end\n");
        var member = site.Member(end.Job);
        new FileInfo(Path.Combine(member, "head")).Length.ShouldBe(1 << 20);
        new FileInfo(Path.Combine(member, "tail")).Length.ShouldBe(64 << 10);
    }

    [Fact]
    public async Task errors_and_output_are_in_one_log()
    {
        var end = await site.RunAsync(Orders.Command("sh", "-c", "echo out; echo err >&2; exit 7"));
        end.LogTail.ShouldBe("out\nerr\n");
        end.ExitCode.ShouldBe(7);
        end.State.ShouldBe(JobState.Failed);
    }

    [Fact]
    public async Task a_job_that_closes_its_output_or_says_nothing_ends_all_the_same()
    {
        var end = await site.RunAsync(Orders.Command("sh", "-c", "exec >&- 2>&-; exit 0"));
        end.State.ShouldBe(JobState.Succeeded);
        end.LogTail.ShouldBe("");
    }

    [Fact]
    public void whatever_bytes_a_job_writes_the_tail_may_travel() =>
        Gen.Byte.Array[0, 20_000].Sample(bytes => MayTravel(LogText.Tail(bytes)));

    [Fact]
    public void a_tail_of_ordinary_text_is_its_end() =>
        Gen.String[Gen.Char["abc 算力网\n"], 0, 9000].Sample(text => text.EndsWith(LogText.Tail(text), StringComparison.Ordinal)
            && (Encoding.UTF8.GetByteCount(text) > LogText.MaxBytes || LogText.Tail(text) == text));

    public void Dispose() => site.Dispose();

    private static bool MayTravel(string text) =>
        Encoding.UTF8.GetByteCount(text) <= LogText.MaxBytes && !text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))
        && new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(text).Length >= 0;
}
