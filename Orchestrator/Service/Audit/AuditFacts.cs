using System.Globalization;
using ComputeNet.Domain.Plans;
using ComputeNet.Domain.Policies;
using ComputeNet.Domain.Pools;
using ComputeNet.Domain.Sites;
using ComputeNet.Domain.Tenants;
using ComputeNet.Domain.Workflows;
using ComputeNet.Domain.Workloads;
using ComputeNet.Service.Workloads;

namespace ComputeNet.Service.Audit;

/// <summary>
/// What an auditor reads of each event at a glance. Never a secret, and never what could hold one: a workload's command and environment
/// stay in its own stream.
/// </summary>
public static class AuditFacts
{
    public static IReadOnlyDictionary<string, string> Of(object happened) => happened switch
    {
        SiteJoined e => Facts(("agentVersion", e.AgentVersion), ("isSimulated", e.IsSimulated)),
        SiteAcceptanceSet e => Facts(("acceptance", e.Acceptance), ("reason", e.Reason)),
        SiteSilent e => Facts(("lastSightingAt", e.LastSightingAt)),
        SiteLost e => Facts(("lastSightingAt", e.LastSightingAt)),
        SiteMessageRefused e => Facts(("route", e.Route), ("status", e.Status), ("code", e.Code), ("field", e.Field), ("times", e.Times)),
        SiteRegistered e => Facts(("name", e.NameEn), ("place", e.Place), ("kind", e.Kind), ("operator", e.Operator)),
        SiteRemovalRequested e => Facts(("reason", e.Reason)),
        EnrolmentOffered e => Facts(("enrolment", e.Enrolment), ("expiresAt", e.ExpiresAt)),
        EnrolmentWithdrawn e => Facts(("enrolment", e.Enrolment), ("reason", e.Reason)),
        SiteEnrolled e => Facts(("enrolment", e.Enrolment), ("credential", e.Credential), ("expiresAt", e.ExpiresAt)),
        SiteCredentialRotated e => Facts(("credential", e.Credential), ("previous", e.Previous), ("expiresAt", e.ExpiresAt)),
        SiteCredentialsEnded e => Facts(("reason", e.Reason), ("why", e.Why)),
        SiteSecretReused e => Facts(("secret", e.Secret), ("code", e.Code)),
        PoolCapped e => Facts(("mostDevices", e.MostDevices), ("reason", e.Reason)),
        PoolDeclared e => Facts(("site", e.Site), ("model", e.Pool.Model), ("devices", e.Pool.Devices)),
        LeaseGranted e => Facts(("workload", e.Workload), ("devices", e.Devices), ("token", e.Token), ("plan", e.Plan)),
        LeaseStopRequested e => Facts(("workload", e.Workload), ("token", e.Token), ("reason", e.Reason)),
        LeaseFenced e => Facts(("workload", e.Workload), ("token", e.Token), ("fence", e.Fence), ("reason", e.Reason)),
        LeaseReleased e => Facts(("workload", e.Workload), ("token", e.Token), ("reason", e.Reason)),
        WorkloadSubmitted e => Facts(("name", e.Request.Name), ("gangMembers", e.Request.GangMembers), ("architectures", string.Join(' ', e.Request.Variants.Select(v => v.Architecture).Distinct()))),
        WorkloadPlaced e => Facts(("attempt", e.Attempt), ("site", e.Site), ("pool", Timeline.Places(e)), ("devices", e.Devices), ("plan", e.Plan)),
        WorkloadAcceptedBySite e => Facts(("job", e.Job)),
        WorkloadStarted e => Facts(("job", e.Job), ("startedAt", e.StartedAt)),
        WorkloadEvicted e => Facts(("job", e.Job), ("site", e.Site), ("pool", e.Pool), ("why", e.Why.Code)),
        WorkloadSuspended e => Facts(("job", e.Job), ("site", e.Site), ("pool", e.Pool), ("ranSeconds", e.RanSeconds), ("shareDone", e.ShareDone)),
        DoubleRunSeen e => DoubleRunFacts.Of(e),
        WorkloadMoveAsked e => Facts(("job", e.Job), ("from", e.From), ("pool", e.To), ("site", e.Site), ("gainYuan", e.GainYuan), ("plan", e.Plan)),
        WorkloadFinished e => Facts(("outcome", e.Outcome), ("job", e.Job), ("exitCode", e.ExitCode), ("why", e.Why?.Code)),
        WorkloadInputsReady e => Facts(("sites", string.Join(' ', e.Inputs.Select(i => i.At).Distinct())), ("gigabytes", e.Inputs.Sum(i => i.Gigabytes))),
        WorkflowSubmitted e => Facts(("name", e.Name), ("stages", e.Stages.Count), ("flows", e.Flows.Count)),
        WorkflowFinished e => Facts(("outcome", e.Outcome)),
        PlanRecorded e => Facts(("demands", e.Demands), ("placedNow", e.PlacedNow), ("placedLater", e.PlacedLater), ("unplaced", e.Unplaced)),
        PlacementRefused e => Facts(("workload", e.Workload), ("pool", e.Pool), ("why", e.Why.Code)),
        PolicySet e => Facts(("priceWeight", e.Policy.PriceWeight), ("latencyWeight", e.Policy.LatencyWeight), ("carbonWeight", e.Policy.CarbonWeight)),
        TenantCreated e => Facts(("name", e.Name)),
        UserCreated e => Facts(("role", e.Role), ("site", e.Site)),
        SignInFailed e => Facts(("reason", e.Reason)),
        UserLockedOut e => Facts(("lockedUntil", e.LockedUntil)),
        TokenCreated e => Facts(("name", e.Name), ("scope", e.Scope), ("owner", e.Owner), ("site", e.Site), ("expiresAt", e.ExpiresAt)),
        SiteTokensIssued e => Facts(("sites", e.Sites), ("expiresAt", e.ExpiresAt)),
        _ => Facts(),
    };

    private static Dictionary<string, string> Facts(params (string Name, object? Value)[] facts) => facts
        .Where(f => f.Value is not null)
        .ToDictionary(f => f.Name, f => f.Value is DateTimeOffset at ? at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) : Convert.ToString(f.Value, CultureInfo.InvariantCulture)!);
}
