using System.Text.Json;

namespace ComputeNet.Standalone.Clock;

/// <summary>
/// Keeps time from going backwards over restarts. The file <c>clock.json</c> always holds an instant that the clock has not passed yet:
/// a little ahead while it runs, exact after an orderly stop. The next run starts there, or at the real now if that is later.
/// </summary>
public sealed class ClockKeeper : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>How far ahead is reserved, in real time: long enough for a late beat, short because a crash skips it.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(3);

    private readonly string file;
    private readonly SimulatedClock? simulated;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task keeping = Task.CompletedTask;

    private ClockKeeper(string file, SimulatedClock? simulated, TimeProvider clock)
    {
        (this.file, this.simulated, Clock) = (file, simulated, clock);
        if (simulated is null)
            return;
        Reserved();
        keeping = KeepAsync();
    }

    public TimeProvider Clock { get; }

    public static ClockKeeper Open(string file, double speed, TimeProvider real)
    {
        var saved = Read(file) ?? DateTimeOffset.MinValue;
        // An ordinary clock needs no keeping: it follows the machine's, also through sleep and time synchronisation.
        if (speed == 1 && saved <= real.GetUtcNow())
            return new(file, null, real);
        var simulated = new SimulatedClock(saved > real.GetUtcNow() ? saved : real.GetUtcNow(), speed, real);
        return new(file, simulated, simulated);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await keeping;
        stopping.Dispose();
        if (simulated is null)
            return;
        var last = simulated.GetUtcNow();
        simulated.AllowUntil(last);
        Write(last);
    }

    private async Task KeepAsync()
    {
        using var timer = new PeriodicTimer(Beat);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token))
                Reserved();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // asked to stop
        }
    }

    /// <summary>While the file cannot be written, the clock stands still at what is on record, and says so.</summary>
    private void Reserved()
    {
        var ceiling = simulated!.Unlimited() + Reserve * simulated.Speed;
        try
        {
            Write(ceiling);
            simulated.AllowUntil(ceiling);
        }
        catch (IOException e)
        {
            Console.Error.WriteLine($"The simulated clock stands still because {file} cannot be written: {e.Message}");
        }
    }

    private static DateTimeOffset? Read(string file)
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<Saved>(File.ReadAllText(file), JsonSerializerOptions.Web)?.NotPassedUtc : null;
        }
        catch (JsonException e)
        {
            throw new StartupRefusedException($"The saved time {file} cannot be read ({e.Message}): repair it, or delete it to go on at the real time.");
        }
    }

    private void Write(DateTimeOffset notPassed)
    {
        File.WriteAllText(file + ".new", JsonSerializer.Serialize(new Saved(notPassed), JsonSerializerOptions.Web));
        File.Move(file + ".new", file, overwrite: true);
    }

    private sealed record Saved(DateTimeOffset NotPassedUtc);
}
