using ComputeNet.Contracts;
using ComputeNet.Domain.Plans;
using ComputeNet.Domain.Policies;
using ComputeNet.Domain.Pools;
using ComputeNet.Domain.Sites;
using ComputeNet.Domain.Tenants;
using ComputeNet.Domain.Workflows;
using ComputeNet.Domain.Workloads;
using ComputeNet.Service.Audit;
using ComputeNet.Service.Http.Idempotency;
using ComputeNet.Service.Sites;
using ComputeNet.Service.Sites.Enrolment;
using ComputeNet.Service.Sites.Sensing;
using ComputeNet.Service.Sites.Silence;
using ComputeNet.Service.Sites.Trust;
using ComputeNet.Service.Telemetry;
using ComputeNet.Service.Tenants;
using ComputeNet.Service.Workloads;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Schema;

namespace ComputeNet.Service;

/// <summary>
/// Every stream, event alias and projection on one page. An alias is for ever: a golden sample in the tests holds each to its JSON.
/// Aggregates are inline snapshots (their rules need them up to date); what only screens need is asynchronous.
/// </summary>
public static class Ledger
{
    /// <summary>Alias → event. Adding is free; renaming or removing breaks every stored ledger.</summary>
    public static readonly IReadOnlyDictionary<string, Type> Events = new Dictionary<string, Type>
    {
        ["site_joined"] = typeof(SiteJoined),
        ["site_acceptance_set"] = typeof(SiteAcceptanceSet),
        ["site_silent"] = typeof(SiteSilent),
        ["site_lost"] = typeof(SiteLost),
        ["site_returned"] = typeof(SiteReturned),
        ["site_message_refused"] = typeof(SiteMessageRefused),
        ["site_registered"] = typeof(SiteRegistered),
        ["site_removal_requested"] = typeof(SiteRemovalRequested),
        ["site_removed"] = typeof(SiteRemoved),
        ["enrolment_offered"] = typeof(EnrolmentOffered),
        ["enrolment_withdrawn"] = typeof(EnrolmentWithdrawn),
        ["unknown_enrolment_tried"] = typeof(UnknownEnrolmentTried),
        ["site_enrolled"] = typeof(SiteEnrolled),
        ["site_credential_rotated"] = typeof(SiteCredentialRotated),
        ["site_credentials_ended"] = typeof(SiteCredentialsEnded),
        ["site_secret_reused"] = typeof(SiteSecretReused),

        ["pool_declared"] = typeof(PoolDeclared),
        ["pool_withdrawn"] = typeof(PoolWithdrawn),
        ["pool_capped"] = typeof(PoolCapped),
        ["lease_granted"] = typeof(LeaseGranted),
        ["lease_stop_requested"] = typeof(LeaseStopRequested),
        ["lease_fenced"] = typeof(LeaseFenced),
        ["lease_released"] = typeof(LeaseReleased),

        ["workload_submitted"] = typeof(WorkloadSubmitted),
        ["workload_placed"] = typeof(WorkloadPlaced),
        ["workload_accepted_by_site"] = typeof(WorkloadAcceptedBySite),
        ["workload_started"] = typeof(WorkloadStarted),
        ["workload_evicted"] = typeof(WorkloadEvicted),
        ["workload_suspended"] = typeof(WorkloadSuspended),
        ["workload_move_asked"] = typeof(WorkloadMoveAsked),
        ["workload_cancel_requested"] = typeof(WorkloadCancelRequested),
        ["workload_finished"] = typeof(WorkloadFinished),
        ["workload_inputs_ready"] = typeof(WorkloadInputsReady),
        ["double_run_seen"] = typeof(DoubleRunSeen),

        ["workflow_submitted"] = typeof(WorkflowSubmitted),
        ["workflow_cancel_requested"] = typeof(WorkflowCancelRequested),
        ["workflow_finished"] = typeof(WorkflowFinished),

        ["plan_recorded"] = typeof(PlanRecorded),
        ["placement_refused"] = typeof(PlacementRefused),

        ["policy_set"] = typeof(PolicySet),
        ["tenant_created"] = typeof(TenantCreated),
        ["user_created"] = typeof(UserCreated),
        ["signed_in"] = typeof(SignedIn),
        ["signed_out"] = typeof(SignedOut),
        ["sign_in_failed"] = typeof(SignInFailed),
        ["unknown_user_tried"] = typeof(UnknownUserTried),
        ["user_locked_out"] = typeof(UserLockedOut),
        ["token_created"] = typeof(TokenCreated),
        ["token_revoked"] = typeof(TokenRevoked),
        ["site_tokens_issued"] = typeof(SiteTokensIssued),
    };

    /// <summary>The database schema of everything that is ours.</summary>
    public const string Schema = "computenet";

    public static void Configure(StoreOptions options, string connectionString)
    {
        options.Connection(connectionString);
        options.DatabaseSchemaName = Schema;
        options.DisableNpgsqlLogging = true;
        options.UseSystemTextJsonForSerialization(configure: json => WireFormat.Configure(json));

        options.Events.StreamIdentity = StreamIdentity.AsString;
        options.Events.AppendMode = EventAppendMode.Quick;
        options.Events.MetadataConfig.CorrelationIdEnabled = true;
        options.Events.MetadataConfig.UserNameEnabled = true;
        // The unpatched advisory lock cannot multiplex on one connection (see Directory.Build.props); without this the daemon never gets it.
        options.Events.UseAdvisoryLockTransaction = true;
        // The views are woken by each commit; by polling alone they were a second behind.
        options.Events.UseListenNotifyForEventAppends = true;
        foreach (var (alias, type) in Events)
            options.Events.MapEventType(type, alias);

        options.Projections.Snapshot<Site>(SnapshotLifecycle.Inline);
        options.Projections.Snapshot<SiteAccess>(SnapshotLifecycle.Inline);
        options.Projections.Snapshot<Pool>(SnapshotLifecycle.Inline);
        options.Projections.Snapshot<Workload>(SnapshotLifecycle.Inline);
        options.Projections.Snapshot<Workflow>(SnapshotLifecycle.Inline);
        options.Projections.Snapshot<Policy>(SnapshotLifecycle.Inline);
        options.Projections.Snapshot<Tenant>(SnapshotLifecycle.Inline);
        options.Projections.Snapshot<User>(SnapshotLifecycle.Inline);

        options.Listeners.Add(new WorkloadTrace());
        options.Projections.Add(new AuditProjection(new WorkloadOwners()), ProjectionLifecycle.Async, "audit", asyncConfiguration: audit => audit.DeleteViewTypeOnTeardown<AuditRow>());

        options.Projections.Add(new PromiseProjection(), ProjectionLifecycle.Async, "promises", asyncConfiguration: promises => promises.DeleteViewTypeOnTeardown<PromiseRow>());

        options.Schema.For<AccessToken>().UniqueIndex(UniqueIndexType.DuplicatedField, t => t.Hash);
        options.Schema.For<UserPassword>();
        options.Schema.For<EnrolmentToken>().UniqueIndex(UniqueIndexType.DuplicatedField, t => t.Hash);
        options.Schema.For<AuditRow>().Duplicate(r => r.At).Duplicate(r => r.Actor).Duplicate(r => r.Target).Duplicate(r => r.Tenant!);
        options.Schema.For<PromiseRow>()
            .Duplicate(p => p.Site).Duplicate(p => p.PromisedAt).Duplicate(p => p.DueAt).Duplicate(p => p.Fate).Duplicate(p => p.ReleasedAs!).Duplicate(p => p.StartDelaySeconds!).Duplicate(p => p.DoubleRuns);
        options.Storage.ExtendedSchemaObjects.Add(IdempotencyTable.In(Schema));
        options.Storage.ExtendedSchemaObjects.Add(SilenceTables.HeardIn(Schema));
        options.Storage.ExtendedSchemaObjects.Add(SilenceTables.ChurnIn(Schema));
        options.Schema.For<SiteTelemetryDocument>();
        options.Schema.For<SiteTelemetryPoint>().Duplicate(p => p.Site);
        options.Schema.For<SensingDocument>();
        options.Schema.For<SiteOffersDocument>();
        options.Schema.For<SiteAdapterDocument>();
        options.Schema.For<LogWish>().Duplicate(w => w.Site);
        options.Schema.For<Pool>().Duplicate(p => p.Site.Value);
        options.Schema.For<Workflow>().Duplicate(w => w.Tenant.Value);
        options.Schema.For<Workload>()
            .Duplicate(w => w.Phase)
            .Duplicate(w => w.CurrentSite)
            .Duplicate(w => w.Tenant.Value);
    }
}
