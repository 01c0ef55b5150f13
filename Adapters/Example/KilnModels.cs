namespace ComputeNet.Adapters.Example;

/// <summary>
/// Their words, not ours: one firing in the kiln's own book, a file each. Raw sample:
/// <c>{"name":"w-7.1","shelves":2,"putIn":"2026-11-23T08:00:00+00:00","readyAt":"2026-11-23T08:20:00+00:00","cracks":false}</c>.
/// </summary>
/// <param name="Name">What is written on it; the kiln takes a name once.</param>
/// <param name="Shelves">How many shelves it takes up.</param>
/// <param name="PutIn">When it went in.</param>
/// <param name="ReadyAt">When it comes out.</param>
/// <param name="Cracks">It was to stay in for longer than it may.</param>
/// <param name="TakenOutAt">When somebody took it out before; null: nobody did.</param>
public sealed record Firing(string Name, int Shelves, DateTimeOffset PutIn, DateTimeOffset ReadyAt, bool Cracks, DateTimeOffset? TakenOutAt = null)
{
    /// <summary>When it leaves its shelves.</summary>
    public DateTimeOffset Ends => TakenOutAt ?? ReadyAt;
}
