using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Api;

namespace ComputeNet.Portal.Features.Sites.Enrolment;

/// <summary>
/// Who may speak for a site, and how it comes to: an operator makes a one-time token, somebody types the command at the site, and this shows each step as it happens.
/// The token is held only here and only until the page leaves.
/// </summary>
public sealed class EnrolmentViewModel(ISiteOperations operations) : SiteSectionModel<SiteMembership>
{
    /// <summary>An hour for somebody at the keyboard, a day for a colleague, a week for a letter.</summary>
    public static readonly IReadOnlyList<int> Validities = [60, 1_440, 10_080];

    /// <summary>The words that the adapter's command line knows.</summary>
    public static readonly IReadOnlyList<string> Schedulers = ["slurm", "kubernetes", "local", "simulated"];

    private CancellationToken running;

    public int MinutesValid { get; set; } = Validities[0];

    public string Scheduler { get; set; } = Schedulers[0];

    /// <summary>The token with its command, seen once.</summary>
    public EnrolmentOffered? Offered { get; private set; }

    public Trouble? Trouble { get; private set; }

    public bool IsBusy { get; private set; }

    /// <summary>The site has used the token that is shown here.</summary>
    public bool HasEnrolled => Offered is not null && Now.Value is { Open: null, State: SiteMembershipState.Enrolled };

    /// <summary>A token is out whose text nobody can see any more.</summary>
    public OpenEnrolment? Other => Now.Value?.Open is { } open && open.Id != Offered?.Id ? open : null;

    public override Task RunAsync(CancellationToken ct)
    {
        running = ct;
        (Offered, Trouble) = (null, null);
        return base.RunAsync(ct);
    }

    public async Task OfferAsync()
    {
        if (IsBusy)
            return;
        IsBusy = true;
        var outcome = await operations.OfferEnrolmentAsync(Site, new OfferEnrolment(MinutesValid) { Scheduler = Scheduler }, running);
        (IsBusy, Offered, Trouble) = (false, outcome.Value ?? Offered, outcome.Trouble);
        Redraw();
    }

    public async Task WithdrawAsync(string enrolment)
    {
        if (IsBusy)
            return;
        IsBusy = true;
        Trouble = await operations.WithdrawEnrolmentAsync(Site, enrolment, running);
        IsBusy = false;
        if (Trouble is null && Offered?.Id == enrolment)
            Offered = null;
        Redraw();
    }

    /// <summary>The dialog is closed: the token is not kept.</summary>
    public void Forget()
    {
        (Offered, Trouble) = (null, null);
        Redraw();
    }

    protected override IAsyncEnumerable<Live<SiteMembership>> WatchAsync(SiteId site, CancellationToken ct) => operations.WatchMembershipAsync(site, ct);
}
