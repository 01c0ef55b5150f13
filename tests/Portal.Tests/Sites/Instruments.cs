using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Tests.Fakes;

namespace ComputeNet.Portal.Tests.Sites;

/// <summary>Readings as the Orchestrator would tell them: five minutes apart, the last of them a little before now.</summary>
internal static class Instruments
{
    public static readonly PoolId Pool = new("hangzhou-ai.main");

    public static SiteTelemetryView View(int readings = 3, TimeSpan? ago = null, int devices = 2, int? foreign = 12, int sick = 0, bool each = true)
    {
        var last = FakeWatch<string>.AsOf - (ago ?? TimeSpan.FromSeconds(8));
        IReadOnlyList<DateTimeOffset> times = [.. Enumerable.Range(0, readings).Select(i => last.AddMinutes(-5 * (readings - 1 - i)))];
        IReadOnlyList<T> Each<T>(T value) => [.. times.Select(_ => value)];
        var history = new PoolHistory(
            Each(foreign), Each<int?>(null), Each<int?>(sick), Each<ReadingSpread?>(new(0.25, 0.5, 0.75)), Each<ReadingSpread?>(new(0.1, 0.2, 0.3)), Each<ReadingSpread?>(new(200, 311.5, 400)),
            Each<ReadingSpread?>(null))
        {
            Devices = each ? [.. Enumerable.Range(0, devices).Select(d => new DeviceHistory("n1", d, Each<double?>(0.25 + d * 0.5), Each<double?>(0.2), Each<double?>(311.5), Each<double?>(null)))] : [],
        };
        var newest = new PoolTelemetry(Pool, foreign, null, sick, [.. Enumerable.Range(0, devices).Select(d => new DeviceTelemetry("n1", d, 0.25 + d * 0.5, 13_107, 65_536, 311.5, null, d != 1 || sick == 0))]);
        return new(new("hangzhou-ai"), FakeWatch<string>.AsOf, times, [new(Pool, newest, history)]) { ObservedAt = last, ReceivedAt = last, StaleAfterSeconds = 120 };
    }
}
