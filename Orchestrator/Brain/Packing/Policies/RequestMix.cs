namespace ComputeNet.Brain.Packing.Policies;

/// <summary>What is expected to arrive: shapes of requests with how often each came, the most frequent first. From history, or from a published list.</summary>
public sealed class RequestMix
{
    private readonly Lazy<ResidualPrices> prices;

    private RequestMix(IReadOnlyList<(PackingRequest Request, long Times)> shapes)
    {
        Shapes = shapes;
        prices = new(() => new(this));
    }

    public IReadOnlyList<(PackingRequest Request, long Times)> Shapes { get; }

    /// <summary>What shares and rests of devices are worth under this mix. Worked out once, in about a tenth of a second.</summary>
    public ResidualPrices Prices => prices.Value;

    public static RequestMix Of(IEnumerable<PackingRequest> seen) =>
        new([.. seen.GroupBy(request => request)
            .Select(shape => (Request: shape.Key, Times: shape.LongCount()))
            .OrderByDescending(shape => shape.Times)
            .ThenByDescending(shape => shape.Request.MilliCpu)
            .ThenByDescending(shape => shape.Request.TotalMilli)
            .ThenByDescending(shape => shape.Request.MemoryMebibytes)
            .ThenByDescending(shape => string.Join('|', shape.Request.Models), StringComparer.Ordinal)]);
}
