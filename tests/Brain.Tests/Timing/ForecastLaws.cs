using ComputeNet.Brain.Timing;
using CsCheck;

namespace ComputeNet.Brain.Tests.Timing;

public sealed class ForecastLaws
{
    private static readonly Gen<Forecast> Any = Gen.Select(Gen.Long[0, 500].Array[3, 40], Gen.Long[0, 6 * 3600], Gen.Long[0, 80]).Select((rates, age, error) =>
        new Forecast { RatesPerSecond = rates, StepSeconds = 3600, AgeSeconds = age, ErrorPerMillePerHour = error, MostErrorPerMille = 600 });

    [Fact]
    public void an_exact_forecast_calls_for_no_caution() => Any.Sample(any =>
    {
        var exact = any with { ErrorPerMillePerHour = 0 };
        exact.Cautious(30 * 3600).Over(0, 30 * 3600).ShouldBe(exact.Expected(30 * 3600).Over(0, 30 * 3600));
    });

    [Fact]
    public void what_was_planned_with_caution_is_never_exceeded_while_the_error_holds() => Gen.Select(Any, Gen.Int[-1000, 1000].Array[30], Gen.Long[600, 7 * 3600]).Sample((any, turns, work) =>
    {
        var cautious = any.Cautious(30 * 3600);
        var plan = WholeRun.Cheapest(cautious, new RunWindow(0, 30 * 3600, work))!;
        var expected = any.Expected(30 * 3600);
        var came = new CostCurve([.. turns.Select((turn, h) => expected.RateAt(h * 3600) + turn * (cautious.RateAt(h * 3600) - expected.RateAt(h * 3600)) / 1000)], 3600);
        came.Over(plan.StartSecond, plan.EndSecond).ShouldBeLessThanOrEqualTo(plan.Cost);
    });

    [Fact]
    public void the_part_that_is_over_is_not_planned_with() =>
        new Forecast { RatesPerSecond = [1, 2, 3, 4], StepSeconds = 3600, AgeSeconds = 2 * 3600 + 60 }.Expected(7200).Over(0, 7200).ShouldBe(3 * 3600 + 4 * 3600);

    [Fact]
    public void a_small_saving_far_ahead_is_not_waited_for_when_the_forecast_may_be_off()
    {
        var forecast = new Forecast { RatesPerSecond = [100, 100, 100, 100, 90, 100], StepSeconds = 3600, ErrorPerMillePerHour = 50 };
        var window = new RunWindow(0, 6 * 3600, 3600);
        WholeRun.Cheapest(forecast.Expected(6 * 3600), window)!.StartSecond.ShouldBe(4 * 3600);
        WholeRun.Cheapest(forecast.Cautious(6 * 3600), window)!.StartSecond.ShouldBe(0);
    }

    [Fact]
    public void hours_past_the_forecast_repeat_its_last_day() =>
        new Forecast { RatesPerSecond = [9, .. Enumerable.Range(0, 24).Select(h => (long)h)], StepSeconds = 3600 }.Expected(30 * 3600).RateAt(26 * 3600).ShouldBe(1);
}
