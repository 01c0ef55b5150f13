using ComputeNet.Contracts.Policies;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Portal.Features.Policies;

/// <summary>One tenant's limits and factors while they are edited; an empty box does not limit or differ.</summary>
public sealed class TenantTerms
{
    public TenantTerms() { }

    public TenantTerms(TenantPolicy policy)
    {
        Tenant = policy.Tenant.Value;
        (Devices.Value, Budget.Value) = (policy.DevicesAtOnce, policy.BudgetYuan);
        (Price.Value, Latency.Value, Carbon.Value) = ((decimal?)policy.PriceFactor, (decimal?)policy.LatencyFactor, (decimal?)policy.CarbonFactor);
    }

    public string Tenant { get; set; } = "";
    public PolicyNumber Devices { get; } = new("devicesAtOnce", "Devices", 0, 10_000_000, MayBeEmpty: true);
    public PolicyNumber Budget { get; } = new("budgetYuan", "Yuan", 0, 1_000_000_000, MayBeEmpty: true);
    public PolicyNumber Price { get; } = new("priceFactor", "Times", 0, 1000, MayBeEmpty: true);
    public PolicyNumber Latency { get; } = new("latencyFactor", "Times", 0, 1000, MayBeEmpty: true);
    public PolicyNumber Carbon { get; } = new("carbonFactor", "Times", 0, 1000, MayBeEmpty: true);

    public IReadOnlyList<PolicyNumber> Numbers => [Devices, Budget, Price, Latency, Carbon];

    public IEnumerable<string> WrongPaths(string before) =>
        Numbers.Where(n => n.IsWrong || n == Devices && n.Value % 1 is not (null or 0)).Select(n => before + n.Path).Concat(ITextId<TenantId>.IsWellFormed(Tenant) ? [] : [before + "tenant"]);

    public TenantPolicy ToPolicy() => new(TenantId.From(Tenant), (int?)Devices.Value, Budget.Value, (double?)Price.Value, (double?)Latency.Value, (double?)Carbon.Value);
}
