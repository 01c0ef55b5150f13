using System.Text.RegularExpressions;
using ComputeNet.Contracts.Sites;
using FluentValidation;

namespace ComputeNet.Service.Http.Validation;

public sealed class RegisterSiteRules : AbstractValidator<RegisterSite>
{
    public RegisterSiteRules()
    {
        RuleFor(s => s.NameZh).Line(100);
        RuleFor(s => s.NameEn).Line(100);
        RuleFor(s => s.Operator).Line(100);
    }
}

public sealed class CreateSiteUserRules : AbstractValidator<CreateSiteUser>
{
    public CreateSiteUserRules() => RuleFor(u => u.Password).Must(p => p.Length is >= 10 and <= 200).WithMessage("must have 10–200 characters.");
}

public sealed partial class OfferEnrolmentRules : AbstractValidator<OfferEnrolment>
{
    public OfferEnrolmentRules()
    {
        RuleFor(o => o.MinutesValid).Within(5, 10_080);
        // It goes into a command line that somebody pastes into a shell.
        RuleFor(o => o.Scheduler).Must(s => Word().IsMatch(s)).WithMessage("must be a word of 1–40 small letters, digits and hyphens.");
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,39}\z")]
    private static partial Regex Word();
}

public sealed class EnrolSiteRules : AbstractValidator<EnrolSite>
{
    public EnrolSiteRules()
    {
        RuleFor(e => e.Token).Must(t => t.Length is > 0 and <= 200).WithMessage("must have 1–200 characters.");
        RuleFor(e => e.CredentialHash).Sha256();
    }
}

public sealed class RenewCredentialRules : AbstractValidator<RenewCredential>
{
    public RenewCredentialRules() => RuleFor(r => r.CredentialHash).Sha256();
}

public sealed class SiteActRules : AbstractValidator<SiteAct>
{
    public SiteActRules()
    {
        RuleFor(a => a.Reason).Line(500);
        RuleFor(a => a.Caps).NotNull().When(a => a.Kind == SiteActKind.Cap).WithMessage("is needed for a cap.");
        RuleFor(a => a.Caps).Null().When(a => a.Kind != SiteActKind.Cap).WithMessage("goes with a cap only.");
        RuleFor(a => a.Caps).AtMost(200).NamesOnce(c => c.Pool, "pool");
        RuleForEach(a => a.Caps).NotNull().WithMessage("must not be null.").ChildRules(cap => cap.RuleFor(c => c.MostDevices).Within(0, 1_000_000));
        RuleFor(a => a.Enrolment).Null().When(a => a.Kind != SiteActKind.Rekey).WithMessage("goes with a re-keying only.");
        RuleFor(a => a.Enrolment!).SetValidator(new OfferEnrolmentRules()).When(a => a.Enrolment is not null);
    }
}

internal static partial class DigestRules
{
    public static IRuleBuilderOptions<T, string> Sha256<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(hash => Digest().IsMatch(hash)).WithMessage("must be 64 small hexadecimal digits.");

    [GeneratedRegex(@"^[0-9a-f]{64}\z")]
    private static partial Regex Digest();
}
