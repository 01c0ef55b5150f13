using System.Text.Json;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Policies;
using ComputeNet.Contracts.Pools;
using ComputeNet.Contracts.Services;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Contracts.World;

namespace ComputeNet.Client;

/// <summary>
/// The one typed client of the Orchestrator: portal, adapters, scripts and third parties use it. Every call may throw
/// <see cref="ApiRefusedException"/> (a coded "no") or <see cref="UnreachableException"/>; nothing else.
/// </summary>
public sealed class ComputeNetClient(ApiConnection connection)
{
    public ComputeNetClient(HttpClient http, Func<string?> token) : this(new ApiConnection(http, token)) { }

    public AuditClient Audit { get; } = new(connection);

    /// <summary>What a site's adapter says and asks; needs a token of scope <c>site</c>.</summary>
    public SiteAgentClient SiteAgent { get; } = new(connection);

    /// <summary>Registering, inviting, acting on and removing sites; mostly for operators.</summary>
    public SiteOperationsClient SiteOperations { get; } = new(connection);

    public TokensClient Tokens { get; } = new(connection);

    public WorkflowsClient Workflows { get; } = new(connection);

    public ApiConnection Connection => connection;

    public Task<Session> SignInAsync(SignIn body, CancellationToken ct = default) => connection.PostAsync<Session>("api/session", body, ct);
    public Task<Identity> WhoAmIAsync(CancellationToken ct = default) => connection.GetAsync<Identity>("api/session", ct);
    public Task SignOutAsync(CancellationToken ct = default) => connection.DeleteAsync("api/session", ct);

    public Task<IReadOnlyList<SiteSummary>> ListSitesAsync(CancellationToken ct = default) => connection.GetAsync<IReadOnlyList<SiteSummary>>("api/sites", ct);
    /// <summary>What the brain plans on at a site, as of now.</summary>
    public Task<SiteSensing> GetSiteSensingAsync(SiteId id, CancellationToken ct = default) => connection.GetAsync<SiteSensing>($"api/sites/{id}/sensing", ct);

    /// <summary>Why work went elsewhere in the last hours, and what would have won it.</summary>
    public Task<SiteElsewhere> GetSiteElsewhereAsync(SiteId id, int hours = 24, CancellationToken ct = default) =>
        connection.GetAsync<SiteElsewhere>(QueryText.Of($"api/sites/{id}/elsewhere", new { hours }), ct);

    public Task<SiteView> GetSiteAsync(SiteId id, CancellationToken ct = default) => connection.GetAsync<SiteView>($"api/sites/{id}", ct);
    public Task<SiteTrust> GetSiteTrustAsync(SiteId id, CancellationToken ct = default) => connection.GetAsync<SiteTrust>($"api/sites/{id}/trust", ct);

    /// <summary>The newest reading of its instruments, and the last day at five minutes.</summary>
    public Task<SiteTelemetryView> GetSiteTelemetryAsync(SiteId id, CancellationToken ct = default) => connection.GetAsync<SiteTelemetryView>($"api/sites/{id}/telemetry", ct);

    /// <summary>On what terms its pools stand now.</summary>
    public Task<SiteOffersView> GetSiteOffersAsync(SiteId id, CancellationToken ct = default) => connection.GetAsync<SiteOffersView>($"api/sites/{id}/offers", ct);

    /// <summary>What should be there now beside what was seen of it.</summary>
    public Task<SiteOrdersView> GetSiteOrdersAsync(SiteId id, CancellationToken ct = default) => connection.GetAsync<SiteOrdersView>($"api/sites/{id}/orders", ct);

    public Task<SiteView> SetAcceptanceAsync(SiteId id, SetAcceptance body, CancellationToken ct = default, long? expectedVersion = null) =>
        connection.PutAsync<SiteView>($"api/sites/{id}/acceptance", body, ct, expectedVersion);
    public Task<PoolView> GetPoolAsync(PoolId id, CancellationToken ct = default) => connection.GetAsync<PoolView>($"api/pools/{id}", ct);

    public Task<WorkloadAccepted> SubmitAsync(SubmitWorkload body, CancellationToken ct = default, string? idempotencyKey = null) =>
        connection.PostAsync<WorkloadAccepted>("api/workloads", body, ct, idempotencyKey);
    public Task<WorkloadsAccepted> SubmitManyAsync(SubmitWorkloads body, CancellationToken ct = default, string? idempotencyKey = null) =>
        connection.PostAsync<WorkloadsAccepted>("api/workloads/batch", body, ct, idempotencyKey);
    public Task<DecisionView> PreviewAsync(SubmitWorkload body, CancellationToken ct = default) => connection.PostAsync<DecisionView>("api/workloads/preview", body, ct);
    public Task<Page<WorkloadSummary>> ListWorkloadsAsync(WorkloadQuery query, CancellationToken ct = default) =>
        connection.GetAsync<Page<WorkloadSummary>>(QueryText.Of("api/workloads", query), ct);
    public Task<WorkloadView> GetWorkloadAsync(WorkloadId id, CancellationToken ct = default) => connection.GetAsync<WorkloadView>($"api/workloads/{id}", ct);
    public Task<WorkloadView> CancelAsync(WorkloadId id, CancellationToken ct = default) =>
        connection.PostAsync<WorkloadView>($"api/workloads/{id}/cancel", new { }, ct);

    /// <summary>The newest part of its log; of a running workload this also asks the site for more.</summary>
    public Task<WorkloadLog> GetLogAsync(WorkloadId id, CancellationToken ct = default) => connection.GetAsync<WorkloadLog>($"api/workloads/{id}/log", ct);

    /// <summary>Why here, why not there: the decision of the round that placed it, or of the last round while it waits.</summary>
    public Task<DecisionView> GetDecisionAsync(WorkloadId id, CancellationToken ct = default) => connection.GetAsync<DecisionView>($"api/workloads/{id}/decision", ct);

    /// <summary>Which single wish less would have placed it or made it cheaper.</summary>
    public Task<CounterfactualsView> GetCounterfactualsAsync(WorkloadId id, CancellationToken ct = default) =>
        connection.GetAsync<CounterfactualsView>($"api/workloads/{id}/counterfactuals", ct);

    /// <summary>The choices that none other beats in yuan, milliseconds and grams, for a workload that is not submitted; stores nothing.</summary>
    public Task<FrontierView> GetFrontierAsync(SubmitWorkload body, CancellationToken ct = default) => connection.PostAsync<FrontierView>("api/workloads/frontier", body, ct);

    /// <summary>Replicas of a service by region and hour over the network as it is; stores and starts nothing.</summary>
    public Task<ServicePlanView> PlanServiceAsync(PlanService body, CancellationToken ct = default) => connection.PostAsync<ServicePlanView>("api/services/plan", body, ct);

    public Task<Page<PlanSummary>> ListPlansAsync(string? cursor = null, int pageSize = 50, CancellationToken ct = default) =>
        connection.GetAsync<Page<PlanSummary>>(QueryText.Of("api/plans", new { cursor, pageSize }), ct);
    public Task<PlanView> GetPlanAsync(PlanId id, CancellationToken ct = default) => connection.GetAsync<PlanView>($"api/plans/{id}", ct);

    /// <summary>Problem, policy and plan as the brain stored them, for <c>computenet brain</c>; an operator may.</summary>
    public Task<JsonElement> GetPlanRecordAsync(PlanId id, CancellationToken ct = default) => connection.GetAsync<JsonElement>($"api/plans/{id}/record", ct);

    public Task<PolicyView> GetPolicyAsync(CancellationToken ct = default) => connection.GetAsync<PolicyView>("api/policy", ct);

    /// <summary>What the newest plan on record would have been under another policy; stores nothing. An operator may.</summary>
    public Task<PolicyWhatIf> AskWhatIfAsync(SetPolicy body, CancellationToken ct = default) => connection.PostAsync<PolicyWhatIf>("api/policy/what-if", body, ct);

    public Task<PolicyView> SetPolicyAsync(SetPolicy body, long expectedVersion, CancellationToken ct = default) =>
        connection.PutAsync<PolicyView>("api/policy", body, ct, expectedVersion);

    public Task<IReadOnlyList<TenantView>> ListTenantsAsync(CancellationToken ct = default) => connection.GetAsync<IReadOnlyList<TenantView>>("api/tenants", ct);
    public Task<TenantView> CreateTenantAsync(CreateTenant body, CancellationToken ct = default) => connection.PostAsync<TenantView>("api/tenants", body, ct);

    public Task<IReadOnlyList<PlaceView>> ListPlacesAsync(CancellationToken ct = default) => connection.GetAsync<IReadOnlyList<PlaceView>>("api/places", ct);
    public Task<IReadOnlyList<LatencyView>> ListLatenciesAsync(PlaceId from, CancellationToken ct = default) =>
        connection.GetAsync<IReadOnlyList<LatencyView>>($"api/places/{from}/latency", ct);
    public Task<IReadOnlyList<AcceleratorView>> ListAcceleratorsAsync(CancellationToken ct = default) =>
        connection.GetAsync<IReadOnlyList<AcceleratorView>>("api/accelerators", ct);
}
