using System.Globalization;
using k8s.Models;

namespace ComputeNet.Adapters.Tests.Kubernetes.StandIn;

/// <summary>The pod failure policy: the first rule that meets a failed pod decides, in the controller's words.</summary>
public static class PodFailures
{
    public static (string, string)? Judge(V1Job job, V1Pod pod)
    {
        var exit = pod.Status.ContainerStatuses?.FirstOrDefault()?.State?.Terminated?.ExitCode;
        var where = $"{pod.Metadata.NamespaceProperty}/{pod.Metadata.Name}";
        foreach (var (index, rule) in (job.Spec.PodFailurePolicy?.Rules ?? []).Index())
        {
            var condition = rule.OnPodConditions?.FirstOrDefault(wanted => pod.Status.Conditions?.Any(c => c.Type == wanted.Type && c.Status == wanted.Status) == true);
            var meetsExit = rule.OnExitCodes is { } codes && exit is { } code and not 0 && codes.Values.Contains(code) == (codes.OperatorProperty == "In");
            if (condition is null && !meetsExit)
                continue;
            return rule.Action != "FailJob" ? null : ("PodFailurePolicy", condition is not null
                ? $"Pod {where} has condition {condition.Type} matching FailJob rule at index {index}"
                : string.Create(CultureInfo.InvariantCulture, $"Container job for pod {where} failed with exit code {exit} matching FailJob rule at index {index}"));
        }
        return null;
    }
}
