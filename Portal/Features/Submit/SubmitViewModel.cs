using System.Text.Json;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Contracts.World;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Features.Plans;
using ComputeNet.Portal.Shared;

namespace ComputeNet.Portal.Features.Submit;

/// <summary>
/// The submit page: type, see the candidates, commit. What is committed is exactly what was previewed; a form that was changed since
/// says so and asks for a new preview.
/// </summary>
public sealed class SubmitViewModel(IWorkloads workloads, IFleet fleet) : ViewModel
{
    private string? previewed;
    private string? attempted;
    private string idempotencyKey = NewKey();

    public SubmitForm Form { get; } = new();
    public IReadOnlyList<SiteSummary> Sites { get; private set; } = [];
    public IReadOnlyList<PlaceView> Places { get; private set; } = [];
    public IReadOnlyList<AcceleratorView> Accelerators { get; private set; } = [];

    /// <summary>The viewer's zone: earliest start and deadline are typed in it.</summary>
    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    /// <summary>A workload to start from; null starts from an empty form.</summary>
    public WorkloadId? Like { get; set; }

    public IReadOnlyList<FieldError> Errors { get; private set; } = [];

    /// <summary>What stands in the way as a whole; what concerns a field is in <see cref="Errors"/>.</summary>
    public Trouble? Trouble { get; private set; }

    public bool IsAsking { get; private set; }
    public bool IsSubmitting { get; private set; }
    public DecisionView? Decision { get; private set; }
    public WhyHere? Why { get; private set; }

    /// <summary>The workload, once the Orchestrator has it.</summary>
    public WorkloadId? Submitted { get; private set; }

    public bool PreviewIsCurrent => Decision is not null && previewed == Text(Form.ToRequest(Zone));

    /// <summary>What programs may be built for: the known three, and whatever else the sites or the form name.</summary>
    public IEnumerable<string> Architectures => new[] { "cuda", "ascend", "cpu" }
        .Concat(Sites.SelectMany(s => s.Architectures).Select(a => a.Value).Order(StringComparer.Ordinal))
        .Concat(Form.Variants.Select(v => v.Architecture)).Distinct();

    public IReadOnlyList<SubmitTemplate> Templates => SubmitTemplates.For(Sites, Places);

    public override Task RunAsync(CancellationToken ct) => Task.WhenAll(FollowAsync(fleet.WatchAsync(ct), sites => Sites = sites.Value ?? Sites, ct), ReadListsAsync(ct), StartLikeAsync(ct));

    /// <summary>Something was typed.</summary>
    public void Touch() => Redraw();

    public FieldError? ErrorOf(string path) => Errors.FirstOrDefault(e => e.Path == path);

    public void Start(SubmitWorkload request)
    {
        Form.Fill(request, Zone);
        (Errors, Trouble, Decision, Why, previewed) = ([], null, null, null, null);
        Redraw();
    }

    /// <summary>Asks for the candidate table; false when the form has errors or the Orchestrator said no.</summary>
    public async Task<bool> PreviewAsync(CancellationToken ct)
    {
        if (IsAsking || !Check())
            return false;
        var request = Form.ToRequest(Zone);
        IsAsking = true;
        Redraw();
        var outcome = await workloads.PreviewAsync(request, ct);
        IsAsking = false;
        Take(outcome.Trouble);
        if (outcome.Value is { } decision)
            (Decision, Why, previewed) = (decision, WhyHere.From(decision), Text(request));
        Redraw();
        return outcome.Value is not null;
    }

    /// <summary>
    /// Commits the form. Until the Orchestrator has given a definite answer the same content goes under the same key, so neither a double
    /// click nor a retry after a broken line submits twice; other content, or a refusal, takes a new key.
    /// </summary>
    public async Task SubmitAsync(CancellationToken ct)
    {
        if (IsSubmitting || Submitted is not null || !Check())
            return;
        var request = Form.ToRequest(Zone);
        var text = Text(request);
        if (attempted is not null && attempted != text)
            idempotencyKey = NewKey();
        attempted = text;
        IsSubmitting = true;
        Redraw();
        var outcome = await workloads.SubmitAsync(request, idempotencyKey, ct);
        IsSubmitting = false;
        Take(outcome.Trouble);
        if (outcome.Trouble is { } trouble && !LeavesItOpen(trouble))
            idempotencyKey = NewKey();
        Submitted = outcome.Value?.Id;
        Redraw();
    }

    /// <summary>It may or may not have been stored, or it still may be: only the same key makes another attempt safe.</summary>
    private static bool LeavesItOpen(Trouble trouble) =>
        trouble.MayPass || trouble.Code is "request-in-progress" or "store-unavailable" or "internal-error" or "too-many-requests";

    private bool Check()
    {
        (Errors, Trouble) = (SubmitFormErrors.Of(Form), null);
        Redraw();
        return Errors.Count == 0;
    }

    private void Take(Trouble? trouble)
    {
        Trouble = trouble;
        Errors = trouble is null ? [] : [.. trouble.Errors.SelectMany(e => e.Value.Select(words => FieldError.Said(e.Key, words)))];
    }

    private async Task StartLikeAsync(CancellationToken ct)
    {
        if (Like is not { } model)
            return;
        await foreach (var now in workloads.WatchAsync(model, ct))
        {
            if (now.Value is { } view)
                Start(view.Request with { Tenant = null });
            Trouble = now.Trouble;
            Redraw();
            return;
        }
    }

    private async Task ReadListsAsync(CancellationToken ct)
    {
        var (places, accelerators) = (fleet.ListPlacesAsync(ct), fleet.ListAcceleratorsAsync(ct));
        Places = (await places).Value ?? [];
        Accelerators = (await accelerators).Value ?? [];
        Redraw();
    }

    private static string Text(SubmitWorkload request) => JsonSerializer.Serialize(request, WireFormat.Json);

    private static string NewKey() => Guid.NewGuid().ToString("N");
}
