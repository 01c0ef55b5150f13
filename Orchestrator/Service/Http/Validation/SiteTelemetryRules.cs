using ComputeNet.Contracts.Sites;
using FluentValidation;

namespace ComputeNet.Service.Http.Validation;

public sealed class SiteTelemetryRules : AbstractValidator<SiteTelemetry>
{
    private const int MostDevices = 10_000;

    public SiteTelemetryRules()
    {
        RuleFor(t => t.ObservedAt).InOurTime();
        RuleFor(t => t.Pools).Count(0, 200);
        RuleFor(t => t.Pools).NamesOnce(p => p.Pool, "pool");
        RuleFor(t => t.Pools).Must(pools => pools.Sum(p => p?.Devices?.Count ?? 0) <= MostDevices).WithMessage($"must have at most {MostDevices} devices in all.");
        RuleForEach(t => t.Pools).NotNull().WithMessage("must not be null.").SetValidator(new PoolTelemetryRules());
    }
}

public sealed class PoolTelemetryRules : AbstractValidator<PoolTelemetry>
{
    public PoolTelemetryRules()
    {
        RuleFor(p => p.ForeignDevices).Within(0, 1_000_000);
        RuleFor(p => p.DrainingDevices).Within(0, 1_000_000);
        RuleFor(p => p.SickDevices).Within(0, 1_000_000);
        RuleFor(p => p.Devices).NamesOnce(d => (d.Node, d.Device), "device");
        RuleForEach(p => p.Devices).NotNull().WithMessage("must not be null.").SetValidator(new DeviceTelemetryRules());
    }
}

public sealed class DeviceTelemetryRules : AbstractValidator<DeviceTelemetry>
{
    public DeviceTelemetryRules()
    {
        RuleFor(d => d.Node).Line(100);
        RuleFor(d => d.Device).Within(0, SiteNode.MostDevices - 1);
        RuleFor(d => d.UtilisationShare).Within(0, 1);
        RuleFor(d => d.UsedMebibytes).Within(0, 1L << 30);
        RuleFor(d => d.MemoryMebibytes).Within(0, 1L << 30);
        RuleFor(d => d.Watts).Within(0, 100_000);
        RuleFor(d => d.Celsius).Within(-100, 1_000);
    }
}
