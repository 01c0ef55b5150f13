namespace ComputeNet.Brain.Timing;

/// <summary>The better of the starts seen so far: cheaper first, then earlier.</summary>
internal readonly record struct CheapestStart(long Second, Int128 Cost)
{
    internal CheapestStart Or(long second, Int128 cost) =>
        cost < Cost || cost == Cost && second < Second ? new CheapestStart(second, cost) : this;
}
