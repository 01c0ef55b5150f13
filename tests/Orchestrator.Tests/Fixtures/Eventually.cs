namespace ComputeNet.Orchestrator.Tests.Fixtures;

/// <summary>Waits for what the running system does by itself; fails with what it saw last.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<T> SeeAsync<T>(Func<Task<T>> look, Func<T, bool> isThere, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var seen = await look();
            if (isThere(seen))
                return seen;
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"Never saw {what}; last: {seen}");
            await Task.Delay(50);
        }
    }
}
