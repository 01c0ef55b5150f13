using System.Text.RegularExpressions;

namespace ComputeNet.Adapters.Conformance.Running;

/// <summary>One thing that every adapter promises its centre, looked at from the centre's side only: orders in, sightings out.</summary>
public abstract partial class Promise
{
    /// <summary>Its place in the matrix, for example <c>orders</c>.</summary>
    public abstract string Theme { get; }

    /// <summary>What is promised, as a sentence.</summary>
    public abstract string Sentence { get; }

    /// <summary>The capability word that a site has to declare for it; null: everybody promises this.</summary>
    public virtual string? Capability => null;

    /// <summary>The adapter has to be killed and started again for it.</summary>
    public virtual bool NeedsRestart => false;

    /// <summary>The stable name: the type's, in kebab case.</summary>
    public string Name => Capital().Replace(GetType().Name, "-").ToLowerInvariant();

    /// <summary>Ends quietly when the promise is kept; else <see cref="PromiseBrokenException"/> or <see cref="NotOfferedException"/>.</summary>
    public abstract Task KeepAsync(Bench bench, CancellationToken ct);

    [GeneratedRegex("(?<!^)(?=[A-Z])")]
    private static partial Regex Capital();
}
