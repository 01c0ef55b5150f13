using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using FluentValidation;

namespace ComputeNet.Service.Http.Validation;

public sealed class SiteOffersRules : AbstractValidator<SiteOffers>
{
    public SiteOffersRules()
    {
        RuleFor(o => o.ObservedAt).InOurTime();
        RuleFor(o => o.Offers).Count(0, 200);
        RuleFor(o => o.Offers).NamesOnce(p => p.Pool, "pool");
        RuleForEach(o => o.Offers).NotNull().WithMessage("must not be null.").SetValidator(new PoolOfferRules());
    }
}

public sealed class PoolOfferRules : AbstractValidator<PoolOffer>
{
    public PoolOfferRules()
    {
        RuleFor(o => o.AsOf).InOurTime();
        RuleFor(o => o.ValidUntil).InOurTime();
        RuleFor(o => o.ValidUntil).Must((o, until) => until is null || until > o.AsOf).WithMessage("must be after asOf.");
        RuleFor(o => o.PricePerDeviceHour!.Value.Amount).Within(0, 1_000_000).When(o => o.PricePerDeviceHour is not null).OverridePropertyName("PricePerDeviceHour.Amount");
        RuleFor(o => o.PricePerDeviceHour!.Value.Currency).CurrencyCode().When(o => o.PricePerDeviceHour is not null).OverridePropertyName("PricePerDeviceHour.Currency");
        RuleFor(o => o.PriceFactorByUtcHour!.ByUtcHour).Must(f => f.Count == DayFactors.Hours && f.All(x => x is >= 0 and <= 100)).WithMessage("must be 24 factors of 0–100.")
            .When(o => o.PriceFactorByUtcHour is not null).OverridePropertyName("PriceFactorByUtcHour");
        RuleFor(o => o.PriceFactorByClass).Must(f => f is null || f.Values.All(x => x is >= 0 and <= 100)).WithMessage("must be factors of 0–100.");
        RuleFor(o => o.MostDevices).Within(0, 1_000_000);
        RuleFor(o => o.Blackouts).AtMost(50);
        RuleForEach(o => o.Blackouts).NotNull().WithMessage("must not be null.").SetValidator(new MaintenanceWindowRules());
        RuleFor(o => o.MeasuredCarbonGramsPerKilowattHour).Within(0, 10_000);
    }
}
