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
}
