using ComputeNet.Contracts.Policies;
using ComputeNet.Contracts.Sites;
using FluentValidation;

namespace ComputeNet.Service.Http.Validation;

public sealed class SetPolicyRules : AbstractValidator<SetPolicy>
{
    public SetPolicyRules()
    {
        RuleFor(p => p.PriceWeight).Within(0, 1000);
        RuleFor(p => p.LatencyWeight).Within(0, 1000);
        RuleFor(p => p.CarbonWeight).Within(0, 1000);
        RuleFor(p => p.CarbonYuanPerTonne).Within(0, 100_000);
        RuleFor(p => p.LatencyYuanPerMillisecondHour).Within(0, 1000);
        RuleFor(p => p.WaitingYuanPerHour).Within(0, 100_000);
        RuleFor(p => p.HorizonHours).Within(1, 168);
        RuleFor(p => p.SlotMinutes).Within(1, 240);
        RuleFor(p => p.Prices!).SetValidator(new ObjectivePricesRules()).When(p => p.Prices is not null);
        RuleFor(p => p.Tenants).AtMost(10_000).NamesOnce(x => x.Tenant, "tenant");
        RuleForEach(p => p.Tenants).NotNull().WithMessage("must not be null.").SetValidator(new TenantPolicyRules());
        RuleFor(p => p.Sites).AtMost(10_000).NamesOnce(x => x.Site, "site");
        RuleForEach(p => p.Sites).NotNull().WithMessage("must not be null.").SetValidator(new SitePolicyRules());
        RuleFor(p => p.SlotMinutes).Must((p, minutes) => minutes <= p.HorizonHours * 60L).WithMessage("must not be longer than the horizon.");
    }
}

public sealed class SetAcceptanceRules : AbstractValidator<SetAcceptance>
{
    public SetAcceptanceRules() => RuleFor(a => a.Reason).Line(500);
}

public sealed class ObjectivePricesRules : AbstractValidator<ObjectivePrices>
{
    public ObjectivePricesRules()
    {
        RuleFor(p => p.LatenessYuanPerHour).Within(0, 100_000);
        RuleFor(p => p.MigrationYuan).Within(0, 1_000_000);
        RuleFor(p => p.StabilityYuan).Within(0, 1_000_000);
        RuleFor(p => p.FragmentationYuanPerDeviceHour).Within(0, 1000);
        RuleFor(p => p.CarbonCaution).Within(0, 10);
        RuleFor(p => p.ExtraPoolYuan).Within(0, 1_000_000);
        RuleFor(p => p.TrustWeight).Within(0, 1000);
        RuleFor(p => p.EgressYuanPerGigabyte).Within(0, 1000);
        RuleFor(p => p.CrossBorderEgressYuanPerGigabyte).Within(0, 1000);
        RuleFor(p => p.MostTenantFactor).Within(1, 1000);
    }
}

public sealed class TenantPolicyRules : AbstractValidator<TenantPolicy>
{
    public TenantPolicyRules()
    {
        RuleFor(t => t.DevicesAtOnce).Within(0, 10_000_000);
        RuleFor(t => t.BudgetYuan).Within(0, 1_000_000_000);
        RuleFor(t => t.PriceFactor).Within(0, 1000);
        RuleFor(t => t.LatencyFactor).Within(0, 1000);
        RuleFor(t => t.CarbonFactor).Within(0, 1000);
    }
}

public sealed class SitePolicyRules : AbstractValidator<SitePolicy>
{
    public SitePolicyRules()
    {
        RuleFor(s => s.Trust).Within(0, 1);
        RuleFor(s => s.LinkMegabytesPerSecond).Within(0.001, 1_000_000);
        RuleFor(s => s.OperatorCountry!).CountryCode().When(s => s.OperatorCountry is not null);
        RuleFor(s => s.Maintenance).AtMost(50);
        RuleForEach(s => s.Maintenance).NotNull().WithMessage("must not be null.").SetValidator(new MaintenanceWindowRules());
    }
}

public sealed class MaintenanceWindowRules : AbstractValidator<MaintenanceWindow>
{
    public MaintenanceWindowRules()
    {
        RuleFor(m => m.From).InOurTime();
        RuleFor(m => m.To).InOurTime();
        RuleFor(m => m.To).Must((m, to) => to > m.From).WithMessage("must be after from.");
        RuleFor(m => m.Reason).Line(200);
    }
}
