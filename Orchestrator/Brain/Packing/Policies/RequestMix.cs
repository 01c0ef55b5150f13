namespace ComputeNet.Brain.Packing.Policies;

/// <summary>What is expected to arrive: shapes of requests with how often each came, the most frequent first. From history, or from a published list.</summary>
public sealed class RequestMix
{
    private RequestMix(IReadOnlyList<(PackingRequest Request, long Times)> shapes) => Shapes = shapes;

    public IReadOnlyList<(PackingRequest Request, long Times)> Shapes { get; }

    public static RequestMix Of(IEnumerable<PackingRequest> seen) =>
        new([.. seen.GroupBy(request => request)
            .Select(shape => (Request: shape.Key, Times: shape.LongCount()))
            .OrderByDescending(shape => shape.Times)
            .ThenByDescending(shape => shape.Request.MilliCpu)
            .ThenByDescending(shape => shape.Request.TotalMilli)
            .ThenByDescending(shape => shape.Request.MemoryMebibytes)
            .ThenByDescending(shape => string.Join('|', shape.Request.Models), StringComparer.Ordinal)]);
}
