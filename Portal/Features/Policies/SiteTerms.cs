using ComputeNet.Contracts.Policies;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Portal.Features.Policies;

/// <summary>What the operator knows of one site while it is edited; an empty box is unknown. Maintenance windows stay as they are.</summary>
public sealed class SiteTerms
{
    private readonly SitePolicy? kept;

    public SiteTerms() { }

    public SiteTerms(SitePolicy policy)
    {
        (kept, Site, OperatorCountry) = (policy, policy.Site.Value, policy.OperatorCountry ?? "");
        (Trust.Value, Link.Value) = ((decimal?)policy.Trust, (decimal?)policy.LinkMegabytesPerSecond);
    }

    public string Site { get; set; } = "";
    public string OperatorCountry { get; set; } = "";
    public PolicyNumber Trust { get; } = new("trust", "Share", 0, 1, MayBeEmpty: true);
    public PolicyNumber Link { get; } = new("linkMegabytesPerSecond", "MegabytesPerSecond", 0, 1_000_000, MayBeEmpty: true);
    public int MaintenanceWindows => kept?.Maintenance?.Count ?? 0;

    public IReadOnlyList<PolicyNumber> Numbers => [Trust, Link];

    public IEnumerable<string> WrongPaths(string before) =>
    [
        .. Numbers.Where(n => n.IsWrong).Select(n => before + n.Path),
        .. ITextId<SiteId>.IsWellFormed(Site) ? Array.Empty<string>() : [before + "site"],
        .. OperatorCountry.Length == 0 || OperatorCountry.Length == 2 && OperatorCountry.All(char.IsAsciiLetterUpper) ? Array.Empty<string>() : [before + "operatorCountry"],
    ];

    public SitePolicy ToPolicy() => (kept ?? new SitePolicy(SiteId.From(Site))) with
    {
        Site = SiteId.From(Site),
        Trust = (double?)Trust.Value,
        OperatorCountry = OperatorCountry.Length == 0 ? null : OperatorCountry,
        LinkMegabytesPerSecond = (double?)Link.Value,
    };
}
