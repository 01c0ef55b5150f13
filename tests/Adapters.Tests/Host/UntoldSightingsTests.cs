using ComputeNet.Adapters.Host.Reconciling;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Tests.Host;

public sealed class UntoldSightingsTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    private readonly UntoldSightings untold = new();

    [Fact]
    public void each_state_is_kept_once_with_its_newest_detail_and_in_order()
    {
        foreach (var (state, second) in new[] { (JobState.Starting, 0), (JobState.Starting, 1), (JobState.Running, 2), (JobState.Running, 3), (JobState.Starting, 4) })
            untold.Add(Seen("w-1.1", state, second));
        untold.All.Select(s => (s.State, (s.ObservedAt - Start).TotalSeconds)).ShouldBe([(JobState.Starting, 1), (JobState.Running, 3), (JobState.Starting, 4)]);
    }

    [Fact]
    public void a_job_that_is_requeued_for_ever_takes_the_room_of_no_other()
    {
        untold.Add(Seen("w-1.1", JobState.Running, 0));
        for (var second = 1; second < 100; second++)
            untold.Add(Seen("w-2.1", second % 2 == 0 ? JobState.Running : JobState.Starting, second));
        untold.Count.ShouldBe(1 + UntoldSightings.MostPerJob);
        untold.All.First().Job.ShouldBe(new JobKey("w-1.1"));
        untold.All.Last().ObservedAt.ShouldBe(Start.AddSeconds(99));
    }

    [Fact]
    public void beyond_the_limit_the_oldest_go_first()
    {
        for (var job = 0; job < UntoldSightings.Most + 25; job++)
            untold.Add(Seen($"w-{job}.1", JobState.Starting, job));
        untold.Count.ShouldBe(UntoldSightings.Most);
        untold.All.First().Job.ShouldBe(new JobKey("w-25.1"));
        untold.Of(new("w-3.1"), new(1)).ShouldBeEmpty();
    }

    [Fact]
    public void what_was_told_goes_and_what_is_newer_stays()
    {
        var (told, newer) = (Seen("w-1.1", JobState.Running, 0), Seen("w-1.1", JobState.Running, 1));
        untold.Add(told);
        untold.Add(newer);
        untold.Remove(told).ShouldBeFalse("it was replaced meanwhile");
        untold.Remove(newer).ShouldBeTrue();
        untold.All.ShouldBeEmpty();
    }

    private static JobSighting Seen(string job, JobState state, int second) => new(new(job), new(1), state, Start.AddSeconds(second));
}
