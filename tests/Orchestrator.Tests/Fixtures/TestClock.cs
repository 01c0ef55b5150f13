namespace ComputeNet.Orchestrator.Tests.Fixtures;

/// <summary>A clock that runs with the real one, from an instant that the test chooses, and jumps when told to.</summary>
public sealed class TestClock(DateTimeOffset start) : TimeProvider
{
    private readonly long _begun = System.GetTimestamp();
    private TimeSpan _jumped;

    public override DateTimeOffset GetUtcNow() => start + System.GetElapsedTime(_begun) + _jumped;

    public void Jump(TimeSpan by) => _jumped += by;
}
