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
        RuleFor(p => p.SlotMinutes).Must((p, minutes) => minutes <= p.HorizonHours * 60L).WithMessage("must not be longer than the horizon.");
    }
}

public sealed class SetAcceptanceRules : AbstractValidator<SetAcceptance>
{
    public SetAcceptanceRules() => RuleFor(a => a.Reason).Line(500);
}
