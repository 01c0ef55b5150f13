using ComputeNet.Contracts.Services;
using ComputeNet.Contracts.Vocabulary;
using FluentValidation;

namespace ComputeNet.Service.Http.Validation;

public sealed class PlanServiceRules : AbstractValidator<PlanService>
{
    public PlanServiceRules()
    {
        RuleFor(s => s.Variants).Count(1, 8);
        RuleForEach(s => s.Variants).NotNull().WithMessage("must not be null.").SetValidator(new ReplicaVariantRules());
        RuleFor(s => s.Regions).Count(1, PlanService.MostRegions);
        RuleForEach(s => s.Regions).NotNull().WithMessage("must not be null.").SetValidator(new RequestRegionRules());
        RuleFor(s => s.Regions).Must(r => r.OfType<RequestRegion>().GroupBy(x => x.Place).All(g => g.Count() == 1)).WithMessage("must not name a place twice.");
        RuleFor(s => s.MaxLatencyMilliseconds).Within(0.1, 60_000);
        RuleFor(s => s.UnservedYuanPerThousand).Within(0, 1_000_000);
        RuleFor(s => s.Hours).Within(1, PlanService.MostHours);
        RuleFor(s => s.Placement).SetValidator(new PlacementWishesRules());
        RuleFor(s => s.Placement.ClientPlace).Null().WithMessage("must be left out: each region is its own.");
        RuleFor(s => s.Placement.Data).Must(d => d is null or { Count: 0 }).WithMessage("must be left out: a replica holds what it needs.");
    }
}

public sealed class ReplicaVariantRules : AbstractValidator<ReplicaVariant>
{
    private const double LeastRate = 0.001;
    private const double MostRate = 1_000_000;

    public ReplicaVariantRules()
    {
        RuleFor(v => v.Devices).Within(1, 4096);
        RuleFor(v => v.DeviceMemoryMebibytes).Within(1, 1L << 30);
        RuleFor(v => v.Rates).Count(1, 64);
        RuleForEach(v => v.Rates).NotNull().WithMessage("must not be null.").ChildRules(rate =>
        {
            rate.RuleFor(r => r.RequestsPerSecond).Within(LeastRate, MostRate);
            rate.RuleFor(r => r.Basis).Must(b => b is Basis.Measured or Basis.Stated or Basis.Assumed).WithMessage("must be measured, stated or assumed, not {PropertyValue}.");
        });
        RuleFor(v => v.Rates).Must(r => r.OfType<RequestRate>().GroupBy(x => x.Model).All(g => g.Count() == 1)).WithMessage("must not name a model twice.");
    }
}

public sealed class RequestRegionRules : AbstractValidator<RequestRegion>
{
    private const double MostRequests = 1_000_000;

    public RequestRegionRules()
    {
        RuleFor(r => r.RequestsPerSecond).Count(1, PlanService.MostHours);
        RuleForEach(r => r.RequestsPerSecond).Within(0, MostRequests);
    }
}
