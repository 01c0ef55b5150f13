using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Tests.Given;
using CsCheck;

namespace ComputeNet.Brain.Tests.Problem;

public sealed class HourlyCurveTests
{
    private static SlotClock Clock(int minutes, int slots) => new(AProblem.Now, minutes, slots, int.MaxValue);

    [Fact]
    public void half_an_hour_in_each_of_two_hours_is_the_mean_of_both() =>
        new HourlyCurve([100, 300], Clock(30, 4)).Sum(1, 3600).ShouldBe(200);

    [Fact]
    public void a_run_within_a_slot_counts_its_share() =>
        new HourlyCurve([120], Clock(60, 4)).Sum(2, 900).ShouldBe(30);

    [Fact]
    public void hours_past_the_list_repeat_its_last_day()
    {
        double[] dayAndAHour = [999, .. Enumerable.Range(0, 24).Select(h => (double)h)];

        new HourlyCurve(dayAndAHour, Clock(60, 60)).Sum(25 + 24 + 5, 3600).ShouldBe(5);
    }

    [Fact]
    public void past_the_horizon_the_mean_of_the_last_day_holds() =>
        new HourlyCurve([100, 300], Clock(60, 2)).Sum(0, 10 * 3600).ShouldBe(400 + 8 * 200);

    [Fact]
    public void two_halves_of_a_run_emit_what_the_whole_does() => Gen.Select(Gen.Double[0, 900].Array[1, 50], Gen.Int[0, 30], Gen.Int[1, 30]).Sample(
        (hourly, start, slots) =>
        {
            var curve = new HourlyCurve(hourly, Clock(15, 96));
            var (half, whole) = (slots * 900L, slots * 1800L);
            (curve.Sum(start, half) + curve.Sum(start + slots, half)).ShouldBe(curve.Sum(start, whole), 1e-6);
            curve.Sum(start, whole).ShouldBeLessThanOrEqualTo(curve.Peak * whole / 3600 + 1e-6);
        },
        iter: 200);
}
