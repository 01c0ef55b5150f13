using ComputeNet.Contracts.Tenants;
using FluentValidation;

namespace ComputeNet.Service.Http.Validation;

public sealed class SignInRules : AbstractValidator<SignIn>
{
    public SignInRules()
    {
        RuleFor(s => s.User).Line(100);
        // Not the rules of new passwords: what is wrong is told by the sign-in, in the same words for everybody.
        RuleFor(s => s.Password).Must(p => p.Length is > 0 and <= 200).WithMessage("must have 1–200 characters.");
    }
}

public sealed class CreateTokenRules : AbstractValidator<CreateToken>
{
    public CreateTokenRules()
    {
        RuleFor(t => t.Name).Line(100);
        RuleFor(t => t.Scope).Must(TokenScopes.All.Contains).WithMessage($"must be one of {string.Join(", ", TokenScopes.All)}.");
        RuleFor(t => t.DaysValid).Within(1, 366);
        RuleFor(t => t.Site).NotNull().When(t => t.Scope == TokenScopes.Site).WithMessage("is needed for the scope site.");
        RuleFor(t => t.Site).Null().When(t => t.Scope != TokenScopes.Site).WithMessage("goes with the scope site only.");
        RuleFor(t => t.Tenant).Null().When(t => t.Scope == TokenScopes.Site).WithMessage("does not go with the scope site.");
    }
}

public sealed class CreateTenantRules : AbstractValidator<CreateTenant>
{
    public CreateTenantRules()
    {
        RuleFor(t => t.Name).Line(100);
        RuleFor(t => t.Password).Must(p => p.Length is >= 10 and <= 200).WithMessage("must have 10–200 characters.");
    }
}
