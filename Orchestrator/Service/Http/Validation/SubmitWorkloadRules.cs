using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using FluentValidation;

namespace ComputeNet.Service.Http.Validation;

public sealed class SubmitWorkloadRules : AbstractValidator<SubmitWorkload>
{
    public SubmitWorkloadRules()
    {
        RuleFor(w => w.Name).Line(100);
        RuleFor(w => w.Variants).Count(1, 8);
        RuleForEach(w => w.Variants).NotNull().WithMessage("must not be null.").SetValidator(new VariantRules());
        RuleFor(w => w.GangMembers).Within(1, 1024);
        RuleFor(w => w.Priority).Within(0, 100);
        RuleFor(w => w.Placement).SetValidator(new PlacementWishesRules());
        RuleFor(w => w.Interruptible).SetValidator(new InterruptibleRules()!);
    }
}

public sealed class InterruptibleRules : AbstractValidator<Interruptible>
{
    private const double OnePetabyte = 1e6;
    private const int OneDay = 1440;

    public InterruptibleRules()
    {
        RuleFor(i => i.CheckpointGigabytes).Within(0, OnePetabyte);
        RuleFor(i => i.ResumeMinutes).Within(0, OneDay);
        RuleFor(i => i.ResumeYuan).Within(0, 1_000_000);
        RuleFor(i => i.LeastMinutes).Within(1, 7 * OneDay);
    }
}

public sealed class SubmitWorkloadsRules : AbstractValidator<SubmitWorkloads>
{
    public SubmitWorkloadsRules()
    {
        RuleFor(b => b.Items).Count(1, SubmitWorkloads.Most);
        RuleForEach(b => b.Items).NotNull().WithMessage("must not be null.").SetValidator(new SubmitWorkloadRules());
        RuleFor(b => b.Items).Must(items => items.Select(w => w?.Tenant).Distinct().Count() <= 1).WithMessage("must all be for one tenant.");
    }
}

public sealed class VariantRules : AbstractValidator<Variant>
{
    private const long ThirtyDays = 30 * 24 * 3600;
    private const long OnePebibyte = 1L << 30;
    private const int LongestImage = 500;
    internal const double LeastSteps = 1e-9;
    internal const double MostSteps = 1e15;

    public VariantRules()
    {
        RuleFor(v => v.DevicesPerMember).Within(1, 4096);
        RuleFor(v => v.DeviceMemoryMebibytes).Within(1, OnePebibyte);
        RuleFor(v => v.TimeLimitSeconds).Within(1, ThirtyDays);
        RuleFor(v => v.ExpectedSeconds).Within(1, ThirtyDays);
        RuleFor(v => v.ExpectedSeconds).Must((v, expected) => expected is null || expected <= v.TimeLimitSeconds).WithMessage("must not be more than timeLimitSeconds.");
        RuleFor(v => v.Steps).Within(LeastSteps, MostSteps);
        RuleFor(v => v.Steps).NotNull().When(v => v.Throughput is { Count: > 0 }).WithMessage("is needed, because throughput is in steps per second.");
        RuleFor(v => v.Throughput).Must(t => t is null || t.Count is > 0 and <= 64).WithMessage("must have 1–64 items.");
        RuleFor(v => v.Throughput).NamesOnce(x => x.Model, "model");
        RuleForEach(v => v.Throughput).NotNull().WithMessage("must not be null.").SetValidator(new ThroughputRules());
        RuleFor(v => v.MemoryLimitMebibytes).Within(1, OnePebibyte);
        RuleFor(v => v.MilliPerDevice).Within(1, 1000);
        RuleFor(v => v.MilliCoresPerMember).Within(0, 4_096_000);
        RuleFor(v => v.MilliCoresPerMember).Null().When(v => v.Architecture == Architecture.Cpu).WithMessage("must be absent for cpu, whose devices are the cores.");
        RuleFor(v => v.Image).Must(image => image is null || image.Length is > 0 and <= LongestImage && image.All(c => c is > ' ' and <= '~')).WithMessage($"must be an image reference of 1–{LongestImage} characters without blanks.");
        RuleFor(v => v.Command).Count(1, 64);
        RuleFor(v => v.Command).Must(command => command.Count == 0 || !string.IsNullOrWhiteSpace(command[0])).WithMessage("must begin with a program.");
        RuleForEach(v => v.Command).NotNull().WithMessage("must not be null.").Text(4096);
        RuleFor(v => v.Environment).Must(e => e.Count <= 128).WithMessage("must have at most 128 variables.");
        RuleForEach(v => v.Environment).OverrideIndexer((_, _, variable, _) => $"[{variable.Key}]")
            .Must(variable => TextRules.IsVariableName(variable.Key)).WithMessage("the name must be 1–100 letters, digits or underscores and not begin with a digit.")
            .Must(variable => variable.Value is { Length: <= 4096 }).WithMessage("must have at most 4096 characters.");
    }
}

public sealed class ThroughputRules : AbstractValidator<Throughput>
{
    public ThroughputRules()
    {
        RuleFor(t => t.StepsPerSecond).Within(VariantRules.LeastSteps, VariantRules.MostSteps);
        RuleFor(t => t.Basis).Must(b => b is Basis.Measured or Basis.Stated or Basis.Assumed).WithMessage("must be measured, stated or assumed, not {PropertyValue}.");
    }
}

public sealed class PlacementWishesRules : AbstractValidator<PlacementWishes>
{
    public PlacementWishesRules()
    {
        RuleFor(p => p.EarliestStart).InOurTime();
        RuleFor(p => p.Deadline).InOurTime();
        RuleFor(p => p.Deadline).Must((p, deadline) => deadline is null || p.EarliestStart is null || deadline > p.EarliestStart).WithMessage("must be after earliestStart.");
        RuleFor(p => p.DueBy).InOurTime();
        RuleFor(p => p.DueBy).Must((p, due) => due is null || p.EarliestStart is null || due > p.EarliestStart).WithMessage("must be after earliestStart.");
        RuleFor(p => p.MinTrust).Within(0, 1);
        RuleFor(p => p.AllowedOperatorCountries).AtMost(250);
        RuleForEach(p => p.AllowedOperatorCountries).CountryCode();
        RuleFor(p => p.Together).AtMost(64);
        RuleFor(p => p.Apart).AtMost(64);
        RuleFor(p => p.Apart).Must((p, apart) => apart is null || !apart.Intersect(p.Together ?? []).Any()).WithMessage("must not name a workload that together names.");
        RuleFor(p => p.Data).AtMost(16);
        RuleForEach(p => p.Data).NotNull().WithMessage("must not be null.").SetValidator(new DataSetRules());
        RuleFor(p => p.AllowedCountries).Count(0, 250);
        RuleForEach(p => p.AllowedCountries).CountryCode();
        RuleFor(p => p.AllowedRegions).Count(0, 250);
        RuleFor(p => p.AllowedSites).Count(0, 250);
        RuleFor(p => p.DeniedSites).Count(0, 250);
        RuleFor(p => p.MaxLatencyMilliseconds).Within(0.1, 60_000);
        RuleFor(p => p.ClientPlace).NotNull().When(p => p.MaxLatencyMilliseconds is not null).WithMessage("is needed, because maxLatencyMilliseconds is counted from there.");
    }
}

public sealed class DataSetRules : AbstractValidator<DataSet>
{
    private const double OneExabyte = 1e9;

    public DataSetRules() => RuleFor(d => d.Gigabytes).Within(0, OneExabyte);
}
