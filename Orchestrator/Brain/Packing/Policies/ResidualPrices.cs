namespace ComputeNet.Brain.Packing.Policies;

/// <summary>
/// What the rest of a device is worth, as a share of a whole one: the dearest combination of expected shares that still fits it.
/// The price of a share is its dual in the cutting-stock problem "fewest devices for all expected shares" (Gilmore and Gomory 1961),
/// found by multiplicative weights: always cut the pattern that is dearest now, and let what it covers become cheaper.
/// A gap that only scarce shares fit is worth next to nothing, half a device next to common halves is worth half.
/// </summary>
public sealed class ResidualPrices
{
    private const int Rounds = 4000;

    /// <summary>Demand is scaled to fill this many devices, a little under half the rounds: a round then covers a small part of any mix.</summary>
    private const double ScaledDevices = 1700;

    /// <summary>How sharply a share becomes cheaper when it is covered more than the least covered one; of the demand.</summary>
    private const double Temperature = 0.02;

    private readonly int[] sizes;
    private readonly double[] demand;
    private readonly double[] worth = new double[Node.Whole + 1];
    private readonly int[] cut = new int[Node.Whole + 1];
    private readonly Dictionary<int, double> prices = [];

    internal ResidualPrices(RequestMix mix)
    {
        var shares = new SortedDictionary<int, double>();
        foreach (var (request, times) in mix.Shapes)
            if (request.Devices == 1 && request.IsShare)
                shares[request.MilliPerDevice] = shares.GetValueOrDefault(request.MilliPerDevice) + times;
        sizes = [.. shares.Keys];
        var scale = ScaledDevices * Node.Whole / Math.Max(1, shares.Sum(share => share.Key * share.Value));
        demand = [.. shares.Values.Select(times => times * scale)];
        var best = Cover();
        FewestDevices /= scale;
        Fill(best);
        for (var i = 0; i < sizes.Length; i++)
            prices[sizes[i]] = best[i];
        worth[Node.Whole] = 1;
    }

    /// <summary>No packing of the expected shares uses fewer devices: the dual objective, a bound.</summary>
    public double FewestDevices { get; private set; }

    /// <summary>0 … 1, never falling as more is left.</summary>
    public double WorthOf(int milliLeft) => worth[milliLeft];

    /// <summary>0 … 1; a size that is not expected costs nothing to anybody.</summary>
    public double PriceOf(int milli) => milli == Node.Whole ? 1 : prices.GetValueOrDefault(milli);

    private double[] Cover()
    {
        var covered = new double[sizes.Length];
        var price = new double[sizes.Length];
        var best = new double[sizes.Length];
        for (var round = 0; round < Rounds && sizes.Length > 0; round++)
        {
            var least = double.MaxValue;
            for (var i = 0; i < sizes.Length; i++)
                least = Math.Min(least, covered[i] / demand[i]);
            for (var i = 0; i < sizes.Length; i++)
                price[i] = Decay.Of((covered[i] / demand[i] - least) / Temperature) / demand[i];
            Fill(price);
            var devices = 0.0;
            for (var i = 0; i < sizes.Length; i++)
                devices += demand[i] * price[i] / worth[Node.Whole];
            if (devices > FewestDevices)
            {
                FewestDevices = devices;
                for (var i = 0; i < sizes.Length; i++)
                    best[i] = price[i] / worth[Node.Whole];
            }
            for (var left = Node.Whole; left > 0;)
                if (cut[left] is var i and >= 0)
                    (covered[i], left) = (covered[i] + 1, left - sizes[i]);
                else
                    left--;
        }
        return best;
    }

    /// <summary>The dearest combination for every rest, by dynamic programming, and the share that it cuts first.</summary>
    private void Fill(double[] price)
    {
        worth[0] = 0;
        for (var left = 1; left <= Node.Whole; left++)
        {
            worth[left] = worth[left - 1];
            cut[left] = -1;
            for (var i = 0; i < sizes.Length && sizes[i] <= left; i++)
                if (worth[left - sizes[i]] + price[i] > worth[left])
                    (worth[left], cut[left]) = (worth[left - sizes[i]] + price[i], i);
        }
    }
}
