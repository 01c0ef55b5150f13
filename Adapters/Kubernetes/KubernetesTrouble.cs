using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ComputeNet.Adapters.Port;
using ComputeNet.Contracts.Vocabulary;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace ComputeNet.Adapters.Kubernetes;

/// <summary>From the API server's no to ours. What says nothing about the job is <see cref="SchedulerTrouble.Unreachable"/>. Pure.</summary>
public static partial class KubernetesTrouble
{
    private const int LongestMessage = 400;

    public static SchedulerException Of(HttpStatusCode status, V1Status? said, Exception? inner = null)
    {
        var message = said?.Message ?? "";
        if (Denial(message) is { } denied && status is HttpStatusCode.Forbidden or HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.NotAcceptable or HttpStatusCode.Conflict)
            return new(SchedulerTrouble.Refused, denied, inner);
        return status switch
        {
            // A credential that is wrong or may too little is the operator's to repair: no job is worse for it.
            HttpStatusCode.Unauthorized => Unreachable("cluster-credential-refused"),
            HttpStatusCode.Forbidden => Unreachable("cluster-forbids"),
            HttpStatusCode.NotFound => Unreachable("cluster-lacks"),
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.RequestEntityTooLarge =>
                new(SchedulerTrouble.Refused, Refusal.Because("job-not-valid", ("status", (int)status), ("message", Short(message))), inner),
            _ => Unreachable("cluster-unreachable"),
        };

        SchedulerException Unreachable(string code) => new(SchedulerTrouble.Unreachable, Refusal.Because(code, ("status", (int)status), ("reason", said?.Reason), ("message", Short(message))), inner);
    }

    public static SchedulerException NoAnswer(Exception e) => new(SchedulerTrouble.Unreachable, Refusal.Because("cluster-unreachable", ("message", Short(e.Message))), e);

    /// <summary>
    /// A quota's or an admission's no, from the message of a Status or of a FailedCreate event; null when it is neither. Raw samples:
    /// <c>pods "x" is forbidden: exceeded quota: gpus, requested: requests.nvidia.com/gpu=8, used: requests.nvidia.com/gpu=60, limited: requests.nvidia.com/gpu=64</c>;
    /// <c>admission webhook "images.example.org" denied the request: the image is not signed</c>; <c>pods "x" is forbidden: violates PodSecurity "restricted:latest": …</c>
    /// </summary>
    public static Refusal? Denial(string message)
    {
        if (Quota().Match(message) is { Success: true } quota)
            return Refusal.Because("site-quota-exceeded", ("quota", quota.Groups["name"].Value), ("requested", quota.Groups["requested"].Value), ("used", quota.Groups["used"].Value), ("limited", quota.Groups["limited"].Value));
        if (Webhook().Match(message) is { Success: true } webhook)
            return Refusal.Because("admission-denied", ("policy", webhook.Groups["name"].Value), ("message", Short(webhook.Groups["why"].Value)));
        if (Policy().Match(message) is { Success: true } policy)
            return Refusal.Because("admission-denied", ("policy", policy.Groups["name"].Value), ("message", Short(policy.Groups["why"].Value)));
        return null;
    }

    /// <summary>The Status that every no of the API server carries; null when something else answered (a proxy's page).</summary>
    public static V1Status? StatusIn(string? body)
    {
        try
        {
            return string.IsNullOrWhiteSpace(body) ? null : KubernetesJson.Deserialize<V1Status>(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static SchedulerException Of(HttpOperationException e) => Of(e.Response.StatusCode, StatusIn(e.Response.Content), e);

    private static string Short(string text) => text.Length <= LongestMessage ? text : text[..LongestMessage];

    [GeneratedRegex("exceeded quota: (?<name>[^,]+), requested: (?<requested>.+?), used: (?<used>.+?), limited: (?<limited>.+)$")]
    private static partial Regex Quota();

    [GeneratedRegex("admission webhook \"(?<name>[^\"]+)\" denied the request(?: without explanation|: (?<why>.*))", RegexOptions.Singleline)]
    private static partial Regex Webhook();

    [GeneratedRegex("(?:violates PodSecurity \"(?<name>[^\"]+)\"|ValidatingAdmissionPolicy '(?<name>[^']+)'.* denied request): ?(?<why>.*)", RegexOptions.Singleline)]
    private static partial Regex Policy();
}
