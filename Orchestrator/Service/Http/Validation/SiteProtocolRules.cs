using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using FluentValidation;

namespace ComputeNet.Service.Http.Validation;

public sealed class SiteInventoryRules : AbstractValidator<SiteInventory>
{
    public SiteInventoryRules()
    {
        RuleFor(i => i.AgentVersion).Line(100);
        RuleFor(i => i.ObservedAt).InOurTime();
        RuleFor(i => i.Pools).Count(0, 200);
        RuleFor(i => i.Pools).NamesOnce(p => p.Id, "pool");
        RuleForEach(i => i.Pools).NotNull().WithMessage("must not be null.").SetValidator(new PoolDeclarationRules());
        RuleFor(i => i.Capabilities!).SetValidator(new SiteCapabilitiesRules()).When(i => i.Capabilities is not null);
    }
}

public sealed class PoolDeclarationRules : AbstractValidator<PoolDeclaration>
{
    public PoolDeclarationRules()
    {
        RuleFor(p => p.Name).Line(100);
        RuleFor(p => p.Devices).Within(0, 1_000_000);
        RuleFor(p => p.DeviceMemoryMebibytes).Within(1, 1L << 30);
        RuleFor(p => p.PricePerDeviceHour!.Value.Amount).Within(0, 1_000_000).When(p => p.PricePerDeviceHour is not null).OverridePropertyName("PricePerDeviceHour.Amount");
        RuleFor(p => p.PricePerDeviceHour!.Value.Currency).CurrencyCode().When(p => p.PricePerDeviceHour is not null).OverridePropertyName("PricePerDeviceHour.Currency");
        RuleFor(p => p.PriceFactorByUtcHour!.ByUtcHour).Must(f => f.Count == DayFactors.Hours && f.All(x => x is >= 0 and <= 100)).WithMessage("must be 24 factors of 0–100.")
            .When(p => p.PriceFactorByUtcHour is not null).OverridePropertyName("PriceFactorByUtcHour");
        RuleFor(p => p.PowerFactorByUtcHour!.ByUtcHour).Must(f => f.Count == DayFactors.Hours && f.All(x => x is >= 0 and <= 100)).WithMessage("must be 24 factors of 0–100.")
            .When(p => p.PowerFactorByUtcHour is not null).OverridePropertyName("PowerFactorByUtcHour");
        RuleFor(p => p.ForeignShareByUtcHour!.ByUtcHour).Must(f => f.Count == DayFactors.Hours && f.All(x => x is >= 0 and <= 1)).WithMessage("must be 24 shares of 0–1.")
            .When(p => p.ForeignShareByUtcHour is not null).OverridePropertyName("ForeignShareByUtcHour");
        RuleFor(p => p.CarbonForecast!).SetValidator(new CarbonForecastRules()).When(p => p.CarbonForecast is not null);
        RuleFor(p => p.WattsPerDevice).Within(0, 100_000);
        RuleFor(p => p.Maintenance).AtMost(50);
        RuleForEach(p => p.Maintenance).NotNull().WithMessage("must not be null.").SetValidator(new MaintenanceWindowRules());
        Include(new PoolNodesRules());
        RuleFor(p => p.DevicesProvenance).SetValidator(new ProvenanceRules());
        RuleFor(p => p.PriceProvenance).SetValidator(new ProvenanceRules());
        RuleFor(p => p.WattsProvenance).SetValidator(new ProvenanceRules());
    }
}

public sealed class CarbonForecastRules : AbstractValidator<CarbonForecast>
{
    public CarbonForecastRules()
    {
        RuleFor(f => f.AsOf).InOurTime();
        RuleFor(f => f.GramsPerKilowattHour).Must(g => g.Count is >= 1 and <= 168 && g.All(x => x is >= 0 and <= 10_000)).WithMessage("must be 1–168 values of 0–10000.");
        RuleFor(f => f.ErrorPerHour).Within(0, 1);
    }
}

public sealed class ProvenanceRules : AbstractValidator<Provenance>
{
    public ProvenanceRules() => RuleFor(p => p.Source).Text(500);
}

public sealed class SightingReportRules : AbstractValidator<SightingReport>
{
    public SightingReportRules()
    {
        RuleFor(r => r.ObservedAt).InOurTime();
        RuleFor(r => r.RoundTripMilliseconds).Within(0, 3_600_000);
        RuleFor(r => r.OrdersVersion).Within(0, long.MaxValue);
        RuleFor(r => r.Sightings).Count(0, 5_000);
        RuleForEach(r => r.Sightings).NotNull().WithMessage("must not be null.").SetValidator(new JobSightingRules());
        RuleFor(r => r.KnownJobs).Count(0, 50_000);
        RuleFor(r => r.Reservations).AtMost(5_000);
        RuleForEach(r => r.Reservations).NotNull().WithMessage("must not be null.").SetValidator(new ReservationSightingRules());
    }
}

public sealed class JobSightingRules : AbstractValidator<JobSighting>
{
    public JobSightingRules()
    {
        RuleFor(s => s.Token.Value).Within(0, long.MaxValue).OverridePropertyName("Token");
        RuleFor(s => s.ObservedAt).InOurTime();
        RuleFor(s => s.StartedAt).InOurTime();
        RuleFor(s => s.FinishedAt).InOurTime();
        RuleFor(s => s.LogTail).LogTail();
        RuleFor(s => s.Restarts).Within(0, 1_000_000);
        RuleFor(s => s.Why).CodedReason();
    }
}
