using ComputeNet.Brain.Packing;
using ComputeNet.Brain.Packing.Policies;
using CsCheck;

namespace ComputeNet.Brain.Tests.Packing;

public sealed class ResidualPricesTests
{
    private static readonly Gen<int[]> Shares = Gen.OneOf(110, 160, 230, 320, 470, 500, 650, 810, 999).Array[1, 40];

    [Fact]
    public void no_packing_uses_fewer_devices_than_the_prices_say() => Shares.Sample(
        shares => Mix(shares).Prices.FewestDevices.ShouldBeLessThanOrEqualTo(FirstFitDecreasing(shares) + 1e-9), iter: 12);

    [Fact]
    public void a_device_that_holds_more_is_worth_no_less_and_never_more_than_a_whole_one() => Shares.Sample(
        shares =>
        {
            var prices = Mix(shares).Prices;
            for (var left = 1; left <= Node.Whole; left++)
                prices.WorthOf(left).ShouldBeInRange(prices.WorthOf(left - 1) - 1e-9, 1 + 1e-9);
        },
        iter: 6);

    [Fact]
    public void beside_common_halves_half_a_device_is_worth_half_and_a_gap_for_scarce_shares_next_to_nothing()
    {
        var prices = Mix([.. Enumerable.Repeat(500, 100), .. Enumerable.Repeat(810, 100), 160]).Prices;
        prices.WorthOf(500).ShouldBe(0.5, 0.02);
        prices.PriceOf(810).ShouldBe(1, 0.02);
        prices.WorthOf(190).ShouldBe(0, 0.02);
    }

    private static RequestMix Mix(int[] shares) => RequestMix.Of(shares.Select(share => AnyCluster.Share(share)));

    private static int FirstFitDecreasing(int[] shares)
    {
        var left = new List<int>();
        foreach (var share in shares.OrderDescending())
        {
            var device = left.FindIndex(free => free >= share);
            if (device < 0)
                left.Add(Node.Whole - share);
            else
                left[device] -= share;
        }
        return left.Count;
    }
}
