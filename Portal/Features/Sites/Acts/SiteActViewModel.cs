using System.Globalization;
using ComputeNet.Contracts.Pools;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Shared;

namespace ComputeNet.Portal.Features.Sites.Acts;

/// <summary>The cap of one pool while it is edited: empty is no cap.</summary>
public sealed class CapLine(PoolView pool)
{
    private readonly string before = Text(pool.MostDevices);

    public PoolView Pool => pool;

    public string Value { get; set; } = Text(pool.MostDevices);

    public bool IsChanged => Value.Trim() != before;

    public bool IsWrong => Value.Trim().Length > 0 && Parsed is null;

    private int? Parsed => int.TryParse(Value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most <= 1_000_000 ? most : null;

    public PoolCap ToCap() => new(pool.Id, Parsed);

    private static string Text(int? most) => most?.ToString(CultureInfo.InvariantCulture) ?? "";
}

/// <summary>
/// One act on a site: chosen, its scope read from the centre as it stands now, done. Nothing is sent before <see cref="CommitAsync"/>. The name of the site is asked for only
/// where the act cannot be undone.
/// </summary>
public sealed class SiteActViewModel(ISiteOperations operations) : ViewModel
{
    private CancellationToken running;
    private int asked;

    public SiteId Site { get; private set; }
    public IReadOnlyList<CapLine> Caps { get; private set; } = [];
    public SiteActKind? Kind { get; private set; }
    public string Reason { get; set; } = "";

    /// <summary>What somebody typed as the site's id, to show that they mean it.</summary>
    public string Typed { get; set; } = "";

    /// <summary>The dry run of what is chosen; null until it has come.</summary>
    public SiteActOutcome? Preview { get; private set; }
    public Trouble? Trouble { get; private set; }
    public bool IsAsking { get; private set; }
    public bool IsBusy { get; private set; }

    /// <summary>Of a re-keying that was done: the new token, seen once.</summary>
    public EnrolmentOffered? NewToken { get; private set; }

    public bool CannotBeUndone => Kind == SiteActKind.Remove;

    public bool IsDangerous => Kind is SiteActKind.Suspend or SiteActKind.Rekey or SiteActKind.Remove;

    public bool MayCommit => Preview is { Changes: true } && !IsBusy && !IsAsking && (!CannotBeUndone || Typed.Trim() == Site.Value) && !Caps.Any(c => c.IsWrong);

    public override Task RunAsync(CancellationToken ct)
    {
        running = ct;
        return Task.CompletedTask;
    }

    /// <summary>The dialog opens on the site as it is now.</summary>
    public void Open(SiteView site)
    {
        Drop();
        Site = site.Summary.Id;
        Caps = [.. site.Pools.Select(p => new CapLine(p))];
    }

    public Task ChooseAsync(SiteActKind kind)
    {
        (Kind, Typed) = (kind, "");
        return AskAsync();
    }

    /// <summary>The scope of what is chosen, anew; only the answer to the latest question counts.</summary>
    public async Task AskAsync()
    {
        var turn = ++asked;
        (Preview, Trouble) = (null, null);
        if (Act() is not { } act || Caps.Any(c => c.IsWrong))
            return;
        IsAsking = true;
        Redraw();
        var outcome = await operations.PreviewAsync(Site, act, running);
        if (turn != asked)
            return;
        (IsAsking, Preview, Trouble) = (false, outcome.Value, outcome.Trouble);
        Redraw();
    }

    /// <summary>True when it is done and there is nothing more to show.</summary>
    public async Task<bool> CommitAsync()
    {
        if (!MayCommit || Act() is not { } act)
            return false;
        IsBusy = true;
        Redraw();
        var outcome = await operations.ActAsync(Site, act, running);
        (IsBusy, Trouble) = (false, outcome.Trouble);
        if (outcome.Value is not { } done)
        {
            Redraw();
            return false;
        }
        var token = done.Enrolment;
        Drop();
        NewToken = token;
        Redraw();
        return token is null;
    }

    public void Drop()
    {
        asked++;
        (Kind, Reason, Typed, Preview, Trouble, NewToken, IsAsking) = (null, "", "", null, null, null, false);
    }

    private SiteAct? Act() => Kind is not { } kind ? null : new SiteAct(kind, Reason.Trim() is { Length: > 0 } reason ? reason : null)
    {
        Caps = kind == SiteActKind.Cap ? [.. Caps.Where(c => c.IsChanged).Select(c => c.ToCap())] : null,
        Enrolment = kind == SiteActKind.Rekey ? new OfferEnrolment() : null,
    };
}
