using System.Text.Json;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Policies;
using ComputeNet.Contracts.Sites;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Shared;

namespace ComputeNet.Portal.Features.Policies;

/// <summary>
/// The policy page: change, see what the newest plan would have been, set. What is set is exactly what was asked about. When somebody else sets the policy
/// meanwhile, nothing that was typed is lost and nothing is overwritten.
/// </summary>
public sealed class PolicyViewModel(IPolicies policies, IFleet fleet) : ViewModel
{
    private string filled = "";
    private string? asked;
    private CancellationToken running;

    public Live<PolicyView> State { get; private set; } = Live<PolicyView>.Loading;
    public PolicyForm Form { get; } = new();
    public IReadOnlyList<SiteSummary> Sites { get; private set; } = [];
    public PolicyWhatIf? WhatIf { get; private set; }
    public Trouble? Trouble { get; private set; }
    public bool IsAsking { get; private set; }
    public bool IsSetting { get; private set; }

    /// <summary>The policy has been set from this page, and nothing was typed since.</summary>
    public bool IsSet { get; private set; }

    /// <summary>Paths that cannot be sent as they stand; shown once somebody asks or sets.</summary>
    public IReadOnlyList<string> WrongPaths { get; private set; } = [];

    public bool IsChanged => Form.WrongPaths().Count > 0 || Text() != filled;

    /// <summary>Somebody else set the policy after this form was filled.</summary>
    public bool IsOvertaken => State.Value is { } now && now.Version != Form.Version;

    public bool WhatIfIsCurrent => WhatIf is not null && Form.WrongPaths().Count == 0 && asked == Text();
    public bool MaySet => WhatIfIsCurrent && IsChanged && !IsOvertaken && !IsSetting;

    public override async Task RunAsync(CancellationToken ct)
    {
        running = ct;
        await Task.WhenAll(FollowAsync(policies.WatchAsync(ct), Take, ct), FollowAsync(fleet.WatchAsync(ct), sites => Sites = sites.Value ?? Sites, ct));
    }

    /// <summary>Something was typed.</summary>
    public void Touch()
    {
        IsSet = false;
        if (WrongPaths.Count > 0)
            WrongPaths = Form.WrongPaths();
        Redraw();
    }

    public bool IsWrong(string path) => WrongPaths.Contains(path) || Trouble?.Errors.ContainsKey(path) == true;

    /// <summary>What the Orchestrator says of a field, in its own words.</summary>
    public string? Said(string path) => Trouble?.Errors.TryGetValue(path, out var words) == true ? string.Join(" ", words) : null;

    public async Task AskAsync()
    {
        if (IsAsking || !Check())
            return;
        var (request, text) = (Form.ToRequest(), Text());
        IsAsking = true;
        Redraw();
        var outcome = await policies.AskWhatIfAsync(request, running);
        IsAsking = false;
        Trouble = outcome.Trouble;
        if (outcome.Value is { } answer)
            (WhatIf, asked) = (answer, text);
        Redraw();
    }

    public async Task SetAsync()
    {
        if (!MaySet || !Check())
            return;
        IsSetting = true;
        Redraw();
        var outcome = await policies.SetAsync(Form.ToRequest(), Form.Version, running);
        IsSetting = false;
        Trouble = outcome.Trouble;
        if (outcome.Value is { } view)
        {
            State = State with { Value = view };
            Fill(view);
            IsSet = true;
        }
        Redraw();
    }

    /// <summary>Drops what was typed and shows the policy in force.</summary>
    public void Drop()
    {
        if (State.Value is { } view)
            Fill(view);
        Redraw();
    }

    private void Take(Live<PolicyView> state)
    {
        var isFirst = State.Value is null;
        var untouched = isFirst || !IsChanged;
        State = state;
        if (state.Value is { } view && untouched && (isFirst || view.Version != Form.Version))
            Fill(view);
    }

    private void Fill(PolicyView view)
    {
        Form.Fill(view);
        filled = Text();
        (WhatIf, asked, Trouble, WrongPaths, IsSet) = (null, null, null, [], false);
    }

    private bool Check()
    {
        (WrongPaths, Trouble) = (Form.WrongPaths(), null);
        Redraw();
        return WrongPaths.Count == 0;
    }

    private string Text() => JsonSerializer.Serialize(Form.ToRequest(), WireFormat.Json);
}
