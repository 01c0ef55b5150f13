using ComputeNet.Contracts.Policies;

namespace ComputeNet.Portal.Features.Policies;

/// <summary>The policy as it is being edited. What it has no box for is sent again as it was.</summary>
public sealed class PolicyForm
{
    private PolicyView filledFrom = PolicyView.Default;

    public IReadOnlyList<PolicyNumber> Weights { get; } = [new("priceWeight", "Times", 0, 1000), new("latencyWeight", "Times", 0, 1000), new("carbonWeight", "Times", 0, 1000)];

    public IReadOnlyList<PolicyNumber> Prices { get; } =
    [
        new("carbonYuanPerTonne", "YuanPerTonne", 0, 100_000), new("latencyYuanPerMillisecondHour", "YuanPerMillisecondHour", 0, 1000),
        new("waitingYuanPerHour", "YuanPerHour", 0, 100_000), new("prices.latenessYuanPerHour", "YuanPerHour", 0, 100_000),
        new("prices.migrationYuan", "Yuan", 0, 1_000_000), new("prices.stabilityYuan", "Yuan", 0, 1_000_000),
        new("prices.extraPoolYuan", "Yuan", 0, 1_000_000), new("prices.carbonCaution", "Times", 0, 10),
        new("prices.fragmentationYuanPerDeviceHour", "YuanPerDeviceHour", 0, 1000), new("prices.trustWeight", "Times", 0, 1000),
        new("prices.egressYuanPerGigabyte", "YuanPerGigabyte", 0, 1000), new("prices.crossBorderEgressYuanPerGigabyte", "YuanPerGigabyte", 0, 1000),
        new("prices.mostTenantFactor", "Times", 1, 1000),
    ];

    public IReadOnlyList<PolicyNumber> Horizon { get; } = [new("horizonHours", "Hours", 1, 168), new("slotMinutes", "Minutes", 1, 240)];

    public List<TenantTerms> Tenants { get; private set; } = [];
    public List<SiteTerms> Sites { get; private set; } = [];

    /// <summary>The version that it was filled from: what a change is held against.</summary>
    public long Version => filledFrom.Version;

    private IEnumerable<PolicyNumber> Numbers => [.. Weights, .. Prices, .. Horizon];

    public void Fill(PolicyView policy)
    {
        filledFrom = policy;
        foreach (var number in Numbers)
            number.Value = ValueOf(policy, number.Path);
        Tenants = [.. policy.Tenants.Select(t => new TenantTerms(t))];
        Sites = [.. policy.Sites.Select(s => new SiteTerms(s))];
    }

    /// <summary>The paths of what cannot be sent as it stands.</summary>
    public IReadOnlyList<string> WrongPaths() =>
    [
        .. Numbers.Where(n => n.IsWrong).Select(n => n.Path),
        .. Tenants.SelectMany((t, i) => t.WrongPaths($"tenants[{i}].")),
        .. Sites.SelectMany((s, i) => s.WrongPaths($"sites[{i}].")),
    ];

    /// <summary>Only for a form with no wrong paths.</summary>
    public SetPolicy ToRequest() => new(
        (double)Of("priceWeight"), (double)Of("latencyWeight"), (double)Of("carbonWeight"), Of("carbonYuanPerTonne"), Of("latencyYuanPerMillisecondHour"),
        Of("waitingYuanPerHour"), (int)Of("horizonHours"), (int)Of("slotMinutes"))
    {
        Prices = filledFrom.Prices with
        {
            LatenessYuanPerHour = Of("prices.latenessYuanPerHour"),
            MigrationYuan = Of("prices.migrationYuan"),
            StabilityYuan = Of("prices.stabilityYuan"),
            ExtraPoolYuan = Of("prices.extraPoolYuan") is > 0 and var extra ? extra : null,
            CarbonCaution = Of("prices.carbonCaution") is > 0 and var caution ? (double)caution : null,
            FragmentationYuanPerDeviceHour = Of("prices.fragmentationYuanPerDeviceHour"),
            TrustWeight = (double)Of("prices.trustWeight"),
            EgressYuanPerGigabyte = Of("prices.egressYuanPerGigabyte"),
            CrossBorderEgressYuanPerGigabyte = Of("prices.crossBorderEgressYuanPerGigabyte"),
            MostTenantFactor = (double)Of("prices.mostTenantFactor"),
        },
        Tenants = [.. Tenants.Select(t => t.ToPolicy())],
        Sites = [.. Sites.Select(s => s.ToPolicy())],
    };

    private decimal Of(string path) => Numbers.Single(n => n.Path == path).Value ?? 0;

    private static decimal ValueOf(PolicyView policy, string path) => path switch
    {
        "priceWeight" => (decimal)policy.PriceWeight,
        "latencyWeight" => (decimal)policy.LatencyWeight,
        "carbonWeight" => (decimal)policy.CarbonWeight,
        "carbonYuanPerTonne" => policy.CarbonYuanPerTonne,
        "latencyYuanPerMillisecondHour" => policy.LatencyYuanPerMillisecondHour,
        "waitingYuanPerHour" => policy.WaitingYuanPerHour,
        "horizonHours" => policy.HorizonHours,
        "slotMinutes" => policy.SlotMinutes,
        "prices.latenessYuanPerHour" => policy.Prices.LatenessYuanPerHour,
        "prices.migrationYuan" => policy.Prices.MigrationYuan,
        "prices.stabilityYuan" => policy.Prices.StabilityYuan,
        "prices.extraPoolYuan" => policy.Prices.ExtraPoolYuan ?? 0,
        "prices.carbonCaution" => (decimal)(policy.Prices.CarbonCaution ?? 0),
        "prices.fragmentationYuanPerDeviceHour" => policy.Prices.FragmentationYuanPerDeviceHour,
        "prices.trustWeight" => (decimal)policy.Prices.TrustWeight,
        "prices.egressYuanPerGigabyte" => policy.Prices.EgressYuanPerGigabyte,
        "prices.crossBorderEgressYuanPerGigabyte" => policy.Prices.CrossBorderEgressYuanPerGigabyte,
        "prices.mostTenantFactor" => (decimal)policy.Prices.MostTenantFactor,
        _ => throw new ArgumentOutOfRangeException(nameof(path), path, "The policy has no such number."),
    };
}
