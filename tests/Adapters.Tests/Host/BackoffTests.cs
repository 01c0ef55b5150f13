using ComputeNet.Adapters.Host.Agent;
using ComputeNet.Adapters.Tests.Harness;
using CsCheck;

namespace ComputeNet.Adapters.Tests.Host;

public sealed class BackoffTests
{
    [Fact]
    public void pauses_double_up_to_the_limit_and_start_over_after_a_success()
    {
        var backoff = new Backoff(new AgentPace { Jitter = () => 1, ShortestPause = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromSeconds(10) });
        Enumerable.Range(0, 6).Select(_ => backoff.Next().TotalSeconds).ShouldBe([1, 2, 4, 8, 10, 10]);
        backoff.Reset().ShouldBeTrue();
        backoff.Reset().ShouldBeFalse();
        backoff.Next().TotalSeconds.ShouldBe(1);
    }

    [Fact]
    public void however_long_the_centre_is_away_and_whatever_the_dice_say_a_pause_is_between_half_of_it_and_the_whole() =>
        Gen.Select(Gen.Double[0, 0.999999], Gen.Int[0, 5000]).Sample((dice, failures) =>
        {
            var (low, high, any) = (new Backoff(new AgentPace { Jitter = () => 0 }), new Backoff(new AgentPace { Jitter = () => 1 }), new Backoff(new AgentPace { Jitter = () => dice }));
            for (var i = 0; i < failures; i++)
                _ = (low.Next(), high.Next(), any.Next());
            var (least, most, pause) = (low.Next(), high.Next(), any.Next());
            return least <= pause && pause <= most && least * 2 == most && most <= TimeSpan.FromSeconds(30);
        }, iter: 200);

    [Fact]
    public async Task an_agent_whose_centre_is_away_asks_ever_more_rarely()
    {
        using var folder = new TemporaryFolder();
        await using var centre = new CentreStandIn();
        await centre.StartAsync();
        await centre.StopAsync();
        var time = new ManualClock();
        var asked = 0;
        await using var agent = new AgentRun(centre, folder.Path, time, new AgentPace { Time = time, Jitter = () => 1, StartSpread = TimeSpan.Zero }, site => { Interlocked.Increment(ref asked); return site.Value; });
        // Two loops ask, for orders and to report; each of them sleeps now, and only a step of the clock wakes them.
        for (var pause = 0.5; pause <= 32; pause *= 2)
        {
            var expected = TimeSpan.FromSeconds(Math.Min(pause, 30));
            SpinWait.SpinUntil(() => time.Waits is [var first, var second] && first == expected && second == expected, TimeSpan.FromSeconds(60))
                .ShouldBeTrue($"after a failure both loops pause for {expected}, not {string.Join(", ", time.Waits)}");
            time.Advance(expected);
        }
        asked.ShouldBeInRange(14, 16);
    }
}
