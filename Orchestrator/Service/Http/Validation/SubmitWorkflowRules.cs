using ComputeNet.Contracts.Workflows;
using FluentValidation;

namespace ComputeNet.Service.Http.Validation;

public sealed class SubmitWorkflowRules : AbstractValidator<SubmitWorkflow>
{
    private const double OneExabyte = 1e9;

    public SubmitWorkflowRules()
    {
        RuleFor(w => w.Name).Line(100);
        RuleFor(w => w.Stages).Count(1, SubmitWorkflow.MostStages);
        RuleForEach(w => w.Stages).NotNull().WithMessage("must not be null.").SetValidator(new SubmitWorkloadRules());
        RuleForEach(w => w.Stages).Must((w, stage) => stage is null || w.Stages.Count(s => s?.Name == stage.Name) == 1).WithMessage((_, stage) => $"must have a name of its own, not '{stage.Name}' again.");
        RuleForEach(w => w.Stages).Must(stage => stage?.Tenant is null).WithMessage("must not name a tenant: the workflow does.");
        RuleFor(w => w.Flows).Count(0, SubmitWorkflow.MostFlows);
        RuleForEach(w => w.Flows).NotNull().WithMessage("must not be null.").ChildRules(flow => flow.RuleFor(f => f.Gigabytes).Within(0, OneExabyte));
        RuleForEach(w => w.Flows).Must((w, flow) => flow is null || IsStage(w, flow.From)).WithMessage((_, flow) => $"from must name a stage, not '{flow.From}'.");
        RuleForEach(w => w.Flows).Must((w, flow) => flow is null || IsStage(w, flow.To)).WithMessage((_, flow) => $"to must name a stage, not '{flow.To}'.");
        RuleForEach(w => w.Flows).Must((w, flow) => flow is null || w.Flows.Count(f => f?.From == flow.From && f.To == flow.To) == 1)
            .WithMessage((_, flow) => $"must not lead from '{flow.From}' to '{flow.To}' a second time.");
        RuleFor(w => w.Flows).Must((w, _) => OnACircle(w) is null).WithMessage((w, _) => $"must not lead in a circle: '{OnACircle(w)}' would wait for itself.");
    }

    private static bool IsStage(SubmitWorkflow workflow, string name) => workflow.Stages.Any(s => s?.Name == name);

    /// <summary>A stage that waits for itself, by taking away those that wait for nobody (Kahn 1962); null when none does.</summary>
    private static string? OnACircle(SubmitWorkflow workflow)
    {
        var names = workflow.Stages.Where(s => s is not null).Select(s => s.Name).Distinct().ToList();
        var flows = workflow.Flows.Where(f => f is not null && names.Contains(f.From) && names.Contains(f.To)).ToList();
        while (names.RemoveAll(name => flows.TrueForAll(f => f.To != name)) > 0)
            flows.RemoveAll(f => !names.Contains(f.From));
        return names.Count == 0 ? null : names[0];
    }
}
