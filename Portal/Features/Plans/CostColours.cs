namespace ComputeNet.Portal.Features.Plans;

/// <summary>
/// A cost term wears the hue of the scale that its figure has everywhere else: price, latency, carbon. The rest are greys that differ in lightness.
/// </summary>
public static class CostColours
{
    public static string Of(string objective) => objective switch
    {
        "price" => "var(--cn-price-2)",
        "latency" => "var(--cn-latency-2)",
        "carbon" => "var(--cn-carbon-1)",
        "waiting" => "repeating-linear-gradient(135deg, var(--cn-text-faint) 0 3px, var(--cn-line-strong) 3px 6px)",
        _ => "var(--cn-text-faint)",
    };
}
