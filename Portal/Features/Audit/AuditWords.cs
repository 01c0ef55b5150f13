using Microsoft.Extensions.Localization;

namespace ComputeNet.Portal.Features.Audit;

/// <summary>Acts and things of the audit in the reader's language; one that has no word yet is shown as the ledger has it.</summary>
public static class AuditWords
{
    /// <summary>What can be filtered by: the events of the Orchestrator's ledger, by the thing that they happen to.</summary>
    public static readonly IReadOnlyList<string> Actions =
    [
        "workload_submitted", "workload_placed", "workload_accepted_by_site", "workload_started", "workload_evicted", "workload_suspended", "workload_move_asked", "workload_cancel_requested", "workload_finished", "workload_inputs_ready", "double_run_seen",
        "workflow_submitted", "workflow_cancel_requested", "workflow_finished",
        "plan_recorded", "placement_refused",
        "lease_granted", "lease_stop_requested", "lease_fenced", "lease_released", "pool_declared", "pool_withdrawn", "pool_capped",
        "site_joined", "site_acceptance_set", "site_silent", "site_lost", "site_returned", "site_message_refused", "site_tokens_issued",
        "site_registered", "site_removal_requested", "site_removed", "enrolment_offered", "enrolment_withdrawn", "unknown_enrolment_tried", "site_enrolled",
        "site_credential_rotated", "site_credentials_ended", "site_secret_reused",
        "policy_set", "tenant_created", "user_created", "user_locked_out", "unknown_user_tried", "signed_in", "signed_out", "sign_in_failed", "token_created", "token_revoked",
    ];

    /// <summary>For the filter's list, where an act stands without its thing.</summary>
    public static string NounOf(string action) => action switch
    {
        "placement_refused" => "plan",
        "signed_in" or "signed_out" or "sign_in_failed" => "user",
        "unknown_user_tried" => "sign-in",
        "site_tokens_issued" => "token",
        "unknown_enrolment_tried" => "enrolment",
        "double_run_seen" => "workload",
        _ when action.StartsWith("lease_", StringComparison.Ordinal) => "pool",
        _ => action.Split('_')[0],
    };

    public static string Fact(IStringLocalizer<AuditTexts> text, string fact) => Word(text, $"Fact_{fact}", fact);

    public static string Noun(IStringLocalizer<AuditTexts> text, string noun) => Word(text, $"Noun_{noun}", noun);

    public static string Action(IStringLocalizer<AuditTexts> text, string action) => Word(text, $"Action_{action}", action);

    private static string Word(IStringLocalizer<AuditTexts> text, string key, string otherwise) =>
        text[key] is { ResourceNotFound: false } word ? word.Value : otherwise;
}
