using ComputeNet.Contracts.Sites;
using FluentValidation;

namespace ComputeNet.Service.Http.Validation;

public sealed class SiteLogsRules : AbstractValidator<SiteLogs>
{
    public SiteLogsRules()
    {
        RuleFor(l => l.ObservedAt).InOurTime();
        RuleFor(l => l.Logs).Count(0, 100);
        RuleFor(l => l.Logs).NamesOnce(l => l.Job, "job");
        RuleForEach(l => l.Logs).NotNull().WithMessage("must not be null.").SetValidator(new JobLogTailRules());
    }
}

public sealed class JobLogTailRules : AbstractValidator<JobLogTail>
{
    public JobLogTailRules()
    {
        RuleFor(l => l.Tail).LogTail();
        RuleFor(l => l.Why).CodedReason();
    }
}

public sealed class SiteCapabilitiesRules : AbstractValidator<SiteCapabilities>
{
    public SiteCapabilitiesRules()
    {
        RuleFor(c => c.Can).Count(0, 50);
        RuleFor(c => c.Can).Must(words => words.All(w => w is not null && TextRules.IsRefusalCode(w) && w.Length <= 100) && words.Distinct().Count() == words.Count)
            .WithMessage("must be kebab-case words of at most 100 characters, each once.");
        RuleFor(c => c.Scheduler).Line(100);
        RuleFor(c => c.SchedulerVersion).Line(100);
        RuleFor(c => c.Transport).Line(100);
    }
}

public sealed class ReservationSightingRules : AbstractValidator<ReservationSighting>
{
    public ReservationSightingRules()
    {
        RuleFor(s => s.Token.Value).Within(0, long.MaxValue).OverridePropertyName("Token");
        RuleFor(s => s.ObservedAt).InOurTime();
        RuleFor(s => s.SchedulerName).Line(200);
        RuleFor(s => s.Why).CodedReason();
    }
}
