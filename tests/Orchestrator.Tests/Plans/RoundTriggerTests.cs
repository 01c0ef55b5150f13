using ComputeNet.Service.Plans;

namespace ComputeNet.Orchestrator.Tests.Plans;

public sealed class RoundTriggerTests
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    private readonly RoundTrigger trigger = new();

    [Fact]
    public async Task a_change_waits_until_the_rest_is_over_and_a_request_does_not()
    {
        trigger.RequestWhenConvenient();
        var resting = trigger.WaitAsync(Long, Long, default);
        resting.IsCompleted.ShouldBeFalse();
        trigger.Request();
        await resting;
    }

    [Fact]
    public async Task a_change_is_enough_once_the_rest_is_over()
    {
        trigger.RequestWhenConvenient();
        await trigger.WaitAsync(Long, TimeSpan.Zero, default);
    }

    [Fact]
    public async Task what_was_said_before_a_round_is_one_round()
    {
        for (var i = 0; i < 3; i++)
        {
            trigger.Request();
            trigger.RequestWhenConvenient();
        }
        await trigger.WaitAsync(Long, TimeSpan.Zero, default);
        trigger.WaitAsync(Long, TimeSpan.Zero, new CancellationToken(canceled: true)).IsCanceled.ShouldBeTrue("nothing is left to be waited for");
        var next = trigger.WaitAsync(Long, TimeSpan.Zero, default);
        next.IsCompleted.ShouldBeFalse();
        trigger.Request();
        await next;
    }

    [Fact]
    public Task the_beat_comes_without_a_word() => trigger.WaitAsync(TimeSpan.FromMilliseconds(1), Long, default);
}
