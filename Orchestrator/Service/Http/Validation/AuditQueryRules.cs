using ComputeNet.Contracts.Audit;
using FluentValidation;

namespace ComputeNet.Service.Http.Validation;

public sealed class AuditQueryRules : AbstractValidator<AuditQuery>
{
    public AuditQueryRules()
    {
        RuleFor(q => q.PageSize).Within(1, 500);
        RuleFor(q => q.From).InOurTime();
        RuleFor(q => q.To).InOurTime();
        RuleFor(q => q.To).Must((q, to) => to is null || q.From is null || to > q.From).WithMessage("must be after from.");
    }
}
