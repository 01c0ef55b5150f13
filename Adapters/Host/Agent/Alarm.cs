namespace ComputeNet.Adapters.Host.Agent;

/// <summary>One sleeper that wakes up when it is rung or when its time is up, whichever is first. A ring before the sleep ends the sleep at once.</summary>
internal sealed class Alarm(TimeProvider time)
{
    private TaskCompletionSource rung = New();

    public void Ring() => Volatile.Read(ref rung).TrySetResult();

    public async Task SleepAsync(TimeSpan atMost, CancellationToken ct)
    {
        if (atMost > TimeSpan.Zero)
        {
            await using var timer = time.CreateTimer(_ => Ring(), null, atMost, Timeout.InfiniteTimeSpan);
            await using var stop = ct.Register(Ring);
            await rung.Task;
        }
        Volatile.Write(ref rung, New());
        ct.ThrowIfCancellationRequested();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
