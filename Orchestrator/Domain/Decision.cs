using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Domain;

/// <summary>What an aggregate decides about a command: the events that now happen, none when it already happened, or a refusal.</summary>
public sealed record Decision(IReadOnlyList<object> Events, Refusal? Refusal = null)
{
    /// <summary>Nothing to do: the command's effect is already there (commands are idempotent).</summary>
    public static readonly Decision Nothing = new([]);

    public static Decision Happens(params object[] events) => new(events);

    public static Decision Refuse(string code, params (string Name, object? Value)[] facts) => new([], Vocabulary(code, facts));

    /// <summary>The events, or <see cref="RefusedException"/> when the answer is no.</summary>
    public IReadOnlyList<object> OrThrow() => Refusal is null ? Events : throw new RefusedException(Refusal);

    private static Refusal Vocabulary(string code, (string, object?)[] facts) => Contracts.Vocabulary.Refusal.Because(code, facts);
}
