using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.World;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Shared;

namespace ComputeNet.Portal.Features.Sites.Register;

/// <summary>A site that the public catalogue does not have, while an operator writes it down. Its region and round trips follow from the place.</summary>
public sealed class RegisterViewModel(ISiteOperations operations, IFleet fleet) : ViewModel
{
    private CancellationToken running;

    public string Id { get; set; } = "";
    public string NameEn { get; set; } = "";
    public string NameZh { get; set; } = "";
    public string Place { get; set; } = "";
    public string Operator { get; set; } = "";
    public SiteKind Kind { get; set; } = SiteKind.Intelligent;

    public IReadOnlyList<PlaceView> Places { get; private set; } = [];
    public Trouble? Trouble { get; private set; }
    public bool IsBusy { get; private set; }

    /// <summary>Somebody has tried: what is missing is said.</summary>
    public bool HasTried { get; private set; }

    public bool IdIsWrong => !ITextId<SiteId>.IsWellFormed(Id.Trim());
    public bool NamesAreWrong => NameEn.Trim().Length is 0 or > 100 || NameZh.Trim().Length is 0 or > 100;
    public bool PlaceIsWrong => Place.Length == 0;

    public override async Task RunAsync(CancellationToken ct)
    {
        running = ct;
        var outcome = await fleet.ListPlacesAsync(ct);
        (Places, Trouble) = (outcome.Value ?? [], outcome.Trouble);
        Redraw();
    }

    /// <summary>The new site, or null with the reason in <see cref="Trouble"/> or at the fields.</summary>
    public async Task<SiteId?> RegisterAsync()
    {
        HasTried = true;
        if (IsBusy || IdIsWrong || NamesAreWrong || PlaceIsWrong)
            return null;
        IsBusy = true;
        Redraw();
        var outcome = await operations.RegisterAsync(
            new RegisterSite(new SiteId(Id.Trim()), NameZh.Trim(), NameEn.Trim(), new PlaceId(Place), Kind) { Operator = Operator.Trim() is { Length: > 0 } who ? who : null }, running);
        (IsBusy, Trouble) = (false, outcome.Trouble);
        Redraw();
        return outcome.Value?.Summary.Id;
    }
}
