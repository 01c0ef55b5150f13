using System.Collections.Concurrent;
using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Contracts.Sites;

namespace ComputeNet.Adapters.Tests.Host;

/// <summary>The real adapter executable of the local site, killed with SIGKILL while jobs run, and started again.</summary>
public sealed class KilledAgentTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly CentreStandIn centre = new();

    public async ValueTask InitializeAsync() => await centre.StartAsync();

    [Fact]
    public async Task every_job_starts_once_and_ends_once_however_often_the_agent_is_killed()
    {
        var starts = folder.File("starts");
        await File.WriteAllTextAsync(starts, "");
        File.SetUnixFileMode(starts, (UnixFileMode)0b110_110_110);
        var recorded = new ConcurrentDictionary<string, JobState>();
        var contradictions = 0;
        centre.Receipt = report =>
        {
            foreach (var end in report.Sightings.Where(s => s.State.IsTerminal()))
                contradictions += recorded.GetOrAdd(end.Job.Value, end.State) == end.State ? 0 : 1;
            Order(recorded.Keys);
            return new([.. report.Sightings.Where(s => s.State.IsTerminal()).Select(s => s.Job)], []);
        };
        Order([]);

        // Each agent lives until one more job has started, then dies in the middle of whatever it does.
        for (var kills = 0; kills < 4; kills++)
        {
            using var agent = AdapterProcess.Run("local", centre.Address, folder.Path, token: "local");
            SpinWait.SpinUntil(() => File.ReadLines(starts).Count() > kills, TimeSpan.FromSeconds(30)).ShouldBeTrue(agent.Said);
        }
        using var last = AdapterProcess.Run("local", centre.Address, folder.Path, token: "local");
        await centre.HearsAsync(h => h.Report is { KnownJobs.Count: 0 } && recorded.Count == 6, TimeSpan.FromSeconds(40));
        File.ReadLines(starts).Order().ToList().ShouldBe(Jobs, customMessage: last.Said);
        contradictions.ShouldBe(0);
        recorded.ShouldAllBe(end => end.Value == JobState.Succeeded);

        void Order(IEnumerable<string> done) => centre.Order("local", Orders.Set(1 + done.Count(),
            [.. Jobs.Except(done).Select(job => Orders.Of(job, "local.cpu", Orders.Command("sh", "-c", $"echo $COMPUTENET_JOB >> {starts}; sleep 0.7")))]));
    }

    [Fact]
    public async Task a_wrong_setting_ends_the_program_with_a_sentence()
    {
        using var agent = AdapterProcess.Run("local", new Uri("ftp://nowhere/"), folder.Path, token: "local");
        (await agent.EndAsync()).ShouldBe(2);
        agent.Said.ShouldContain("ComputeNet:Url must be an http or https address, not 'ftp://nowhere/'.");
    }

    public async ValueTask DisposeAsync()
    {
        await centre.DisposeAsync();
        LocalWorld.KillAll(folder.Path);
        folder.Dispose();
    }

    private static List<string> Jobs { get; } = [.. Enumerable.Range(1, 6).Select(i => $"w-{i}.1")];
}
