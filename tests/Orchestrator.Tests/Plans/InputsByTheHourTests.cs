using ComputeNet.Checker;
using ComputeNet.Client;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Orchestrator.Tests.Sites;

namespace ComputeNet.Orchestrator.Tests.Plans;

/// <summary>What a site declares by the hour of the day, in the decisions over HTTP.</summary>
public sealed class InputsByTheHourTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly OrchestratorHost _host = new(postgres);

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static readonly SubmitWorkload Train = new()
    {
        Name = "train",
        Variants = [new Variant { Architecture = Architecture.Ascend, DevicesPerMember = 6, ExpectedSeconds = 1800, TimeLimitSeconds = 3600, Command = ["train"] }],
    };

    private static PoolDeclaration Pool() => TestSite.Pool("hangzhou-ai.npu", Architecture.Ascend, "huawei-ascend-910b", 8);

    [Fact]
    public async Task work_waits_while_others_use_the_pool_and_its_plan_is_checked_with_their_load()
    {
        var (tenant, now) = (_host.Client(await _host.TenantAsync()), TimeProvider.System.GetUtcNow());
        var load = new DayFactors([.. Enumerable.Range(0, DayFactors.Hours).Select(h => (h - now.UtcDateTime.Hour + DayFactors.Hours) % DayFactors.Hours < 3 ? 0.5 : 0)]);
        await (await _host.SiteAsync()).DeclareAsync(Pool() with { ForeignShareByUtcHour = load });

        var accepted = await tenant.SubmitAsync(Train);
        var waiting = await Waiting.ToSeeAsync(() => tenant.GetWorkloadAsync(accepted.Id), w => w.Summary.Forecast?.Plan is not null);

        waiting.Summary.Phase.ShouldBe(WorkloadPhase.Pending);
        waiting.Summary.Forecast!.Start.ShouldNotBeNull().ShouldBeGreaterThan(now.AddHours(2).AddMinutes(-1));
        waiting.Summary.Forecast.Why!.Code.ShouldBe("waiting-for-capacity");
        waiting.Summary.Forecast.Why.Facts["freeDevices"].ShouldBe("4");
        var record = await _host.Client(await _host.OperatorAsync()).GetPlanRecordAsync(waiting.Summary.Forecast.Plan!.Value);
        PlanAudit.OfRecord(record.GetRawText()).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task energy_and_carbon_follow_the_power_of_the_hours()
    {
        var (tenant, site) = (_host.Client(await _host.TenantAsync()), await _host.SiteAsync());
        async Task<CandidateFigures> FiguresAsync(Func<CandidateFigures, bool> seen) => (await Waiting.ToSeeAsync(
            () => tenant.PreviewAsync(Train), d => d.Candidates.Any(c => c.Pool.Value == "hangzhou-ai.npu" && c.Figures is { } f && seen(f)))).Candidates.Single(c => c.Pool.Value == "hangzhou-ai.npu").Figures!;
        await site.DeclareAsync(Pool());
        var whole = await FiguresAsync(_ => true);

        await site.DeclareAsync(Pool() with { PowerFactorByUtcHour = new([.. Enumerable.Repeat(0.5, DayFactors.Hours)]) });
        var half = await FiguresAsync(f => f.EnergyKilowattHours < whole.EnergyKilowattHours);

        half.EnergyKilowattHours!.Value.ShouldBe(whole.EnergyKilowattHours!.Value / 2, 1e-9);
        half.CarbonGrams!.Value.ShouldBe(whole.CarbonGrams!.Value / 2, 1e-6 * whole.CarbonGrams.Value);
    }

    [Fact]
    public async Task a_sites_carbon_forecast_stands_for_the_catalogue_while_it_lasts_and_tells_its_age_and_error()
    {
        var (tenant, site, made) = (_host.Client(await _host.TenantAsync()), await _host.SiteAsync(), TimeProvider.System.GetUtcNow().AddHours(-2).AddMinutes(-1));
        async Task<CandidateFigures> FiguresAsync(Func<CandidateFigures, bool> seen) => (await Waiting.ToSeeAsync(
            () => tenant.PreviewAsync(Train), d => d.Candidates.Any(c => c.Pool.Value == "hangzhou-ai.npu" && c.Figures is { } f && seen(f)))).Candidates.Single(c => c.Pool.Value == "hangzhou-ai.npu").Figures!;
        await site.DeclareAsync(Pool() with { CarbonForecast = new(made, [.. Enumerable.Repeat(100.0, 48)], 0.05) });

        var foretold = await FiguresAsync(f => f.CarbonAsOf is not null);
        foretold.CarbonAsOf!.Value.ShouldBe(made, TimeSpan.FromMilliseconds(1));
        foretold.CarbonGrams!.Value.ShouldBe(100 * foretold.EnergyKilowattHours!.Value, 1e-6);
        // Two hours old: a tenth of it may be wrong by now.
        foretold.CarbonErrorGrams!.Value.ShouldBe(0.1 * foretold.CarbonGrams.Value, 1e-6);

        await site.DeclareAsync(Pool() with { CarbonForecast = new(made, [100, 100], 0.05) });
        (await FiguresAsync(f => f.CarbonAsOf is null)).CarbonErrorGrams.ShouldBeNull("it is over");
    }

    [Fact]
    public async Task a_sites_meter_stands_before_its_forecast_while_the_offer_that_tells_it_is_valid()
    {
        var (tenant, site, now) = (_host.Client(await _host.TenantAsync()), await _host.SiteAsync(), TimeProvider.System.GetUtcNow());
        async Task<CandidateFigures> FiguresAsync(double grams) => (await Waiting.ToSeeAsync(
            () => tenant.PreviewAsync(Train), d => d.Candidates.Any(c => c.Pool.Value == "hangzhou-ai.npu" && c.Figures is { } f && Math.Abs(f.CarbonGrams!.Value - grams * f.EnergyKilowattHours!.Value) < 1e-6)))
            .Candidates.Single(c => c.Pool.Value == "hangzhou-ai.npu").Figures!;
        await site.DeclareAsync(Pool() with { CarbonForecast = new(now.AddMinutes(-1), [.. Enumerable.Repeat(100.0, 48)], 0.05) });
        await FiguresAsync(100);

        await site.OfferAsync(new SiteOffers(now, [new PoolOffer(Pool().Id, now) { MeasuredCarbonGramsPerKilowattHour = 40, ValidUntil = now.AddHours(30) }]));
        (await FiguresAsync(40)).CarbonErrorGrams.ShouldBe(0);

        await site.OfferAsync(new SiteOffers(now.AddSeconds(1), [new PoolOffer(Pool().Id, now.AddSeconds(1)) { MeasuredCarbonGramsPerKilowattHour = 30 }]));
        (await FiguresAsync(30)).CarbonErrorGrams.ShouldBeNull("the meter speaks for all hours");

        await site.OfferAsync(new SiteOffers(now.AddSeconds(2), []));
        await FiguresAsync(100);
    }

    [Fact]
    public async Task odd_lists_are_refused_by_field()
    {
        var odd = Pool() with { CarbonForecast = new(default, [-1], 2), ForeignShareByUtcHour = new([0.5]), PowerFactorByUtcHour = new([.. Enumerable.Repeat(-1.0, DayFactors.Hours)]) };

        var refused = await Should.ThrowAsync<ApiRefusedException>(async () => await (await _host.SiteAsync()).DeclareAsync(odd));
        refused.Problem.Errors!.Keys.ShouldBe(["pools[0].carbonForecast.asOf", "pools[0].carbonForecast.gramsPerKilowattHour", "pools[0].carbonForecast.errorPerHour", "pools[0].foreignShareByUtcHour", "pools[0].powerFactorByUtcHour"], ignoreOrder: true);
    }
}
