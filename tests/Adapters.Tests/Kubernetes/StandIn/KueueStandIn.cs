using System.Text.Json.Nodes;
using k8s.Models;

namespace ComputeNet.Adapters.Tests.Kubernetes.StandIn;

/// <summary>A stand-in of Kueue: a Job with a queue gets a Workload, and runs while that is active and there is quota — also when somebody else has suspended the Job.</summary>
public sealed class KueueStandIn(ObjectStore store)
{
    /// <summary>Pods that the queue admits at once.</summary>
    public int Quota { get; set; } = int.MaxValue;

    public void Step()
    {
        var admitted = 0;
        foreach (var job in store.All<V1Job>(Resource.Jobs).Where(j => j.Metadata.Labels?.ContainsKey("kueue.x-k8s.io/queue-name") == true && j.Status?.Conditions?.Any(c => c is { Type: "Complete" or "Failed", Status: "True" }) != true))
        {
            var workload = Find(job) ?? Make(job);
            var isActive = workload.At("spec", "active") != "false";
            var admits = isActive && admitted + job.Spec.Completions <= Quota;
            admitted += admits ? job.Spec.Completions ?? 1 : 0;
            if (job.Spec.Suspend == admits)
            {
                job.Spec.Suspend = !admits;
                store.Save(Resource.Jobs, job);
            }
        }
    }

    private JsonObject? Find(V1Job job) => store.List(Resource.KueueWorkloads).FirstOrDefault(w => w.At("metadata", "labels", "kueue.x-k8s.io/job-uid") == job.Metadata.Uid);

    private JsonObject Make(V1Job job) => store.Create(Resource.KueueWorkloads, job.Metadata.NamespaceProperty, new JsonObject
    {
        ["apiVersion"] = "kueue.x-k8s.io/v1beta1",
        ["kind"] = "Workload",
        ["metadata"] = new JsonObject
        {
            ["name"] = $"job-{job.Metadata.Name}",
            ["labels"] = new JsonObject { ["kueue.x-k8s.io/job-uid"] = job.Metadata.Uid },
            ["ownerReferences"] = new JsonArray(new JsonObject { ["kind"] = "Job", ["name"] = job.Metadata.Name, ["uid"] = job.Metadata.Uid }),
        },
        ["spec"] = new JsonObject { ["active"] = true },
    });
}
