namespace ComputeNet.Orchestrator.Tests.Hosting;

public static class Waiting
{
    /// <summary>Until it is so, asking often; half a minute is an error.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await isSo())
            await Task.Delay(20, limit.Token);
    }

    /// <summary>Looks until it is there, and returns what was seen; half a minute, or as long as is said, is an error that says what was seen last.</summary>
    public static async Task<T> ToSeeAsync<T>(Func<Task<T>> look, Func<T, bool> isThere, TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? TimeSpan.FromSeconds(30));
        while (true)
        {
            var seen = await look();
            if (isThere(seen))
                return seen;
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"It never came; last seen: {seen}");
            await Task.Delay(20);
        }
    }
}
