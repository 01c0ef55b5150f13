namespace ComputeNet.Brain.Packing.Policies;

/// <summary>
/// Worth of what is left of each device, in whole devices, discounted where the node's processors would not reach: who would complete
/// a device (requests that lose little worth there), and how much processor that takes against the device's fair part of what is left.
/// </summary>
internal sealed class Completions
{
    /// <summary>Loss of worth (of a whole device) at which a request is e times less likely to be sent there.</summary>
    private const double Tolerance = 0.02;

    /// <summary>Completers below this share of the likeliest are left out.</summary>
    private const double Negligible = 1e-5;

    private readonly IReadOnlyList<Expected> singles;
    private readonly ResidualPrices prices;
    private readonly Completer[]?[] byRest = new Completer[]?[Node.Whole + 1];

    internal Completions(IReadOnlyList<Expected> singles, ResidualPrices prices)
    {
        this.singles = singles;
        this.prices = prices;
    }

    internal double Of(NodeState state)
    {
        var devices = 0.0;
        foreach (var left in state.MilliLeft)
            devices += prices.WorthOf(left);
        if (devices <= 0)
            return 0;
        var perDevice = state.MilliCpuLeft / devices;
        var (sum, lastRest, ofLast) = (0.0, -1, 0.0);
        foreach (var left in state.MilliLeft)
        {
            if (left != lastRest)
                (lastRest, ofLast) = (left, OfDevice(left, state.MilliCpuLeft, perDevice));
            sum += ofLast;
        }
        return sum;
    }

    private double OfDevice(int rest, int milliCpuLeft, double perDevice)
    {
        var worth = prices.WorthOf(rest);
        if (worth <= 1e-6)
            return 0;
        var reach = 0.0;
        foreach (var completer in byRest[rest] ??= CompletersOf(rest, worth))
        {
            if (completer.MilliCpu > milliCpuLeft)
                break;
            reach += Math.Min(completer.Share, perDevice * worth * completer.SharePerMilliCpu);
        }
        return reach * worth;
    }

    private Completer[] CompletersOf(int rest, double worth)
    {
        var likely = singles
            .Where(each => each.Request.MilliPerDevice <= rest)
            .GroupBy(each => (each.Request.MilliCpu, each.Request.MilliPerDevice))
            .Select(each => (each.Key.MilliCpu, Milli: each.Key.MilliPerDevice, Weight: each.Sum(one => one.Times) * each.Key.MilliPerDevice
                * Decay.Of((worth - prices.PriceOf(each.Key.MilliPerDevice) - prices.WorthOf(rest - each.Key.MilliPerDevice)) / Tolerance)))
            .ToList();
        var least = likely.Select(each => each.Weight).DefaultIfEmpty().Max() * Negligible;
        likely.RemoveAll(each => each.Weight < least);
        var sum = likely.Sum(each => each.Weight);
        return [.. likely.OrderBy(each => each.MilliCpu).ThenBy(each => each.Milli).Select(each => new Completer(
            each.MilliCpu, each.Weight / sum, each.Weight / sum * each.Milli / ((double)rest * Math.Max(1, each.MilliCpu))))];
    }

    /// <param name="Share">How likely it is to be the one that completes the device.</param>
    /// <param name="SharePerMilliCpu">The same per thousandth of a core that the whole completion takes.</param>
    private readonly record struct Completer(int MilliCpu, double Share, double SharePerMilliCpu);
}
