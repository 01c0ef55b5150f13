using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Tests.Kubernetes.StandIn;
using ComputeNet.Contracts.Sites;
using k8s.Models;

namespace ComputeNet.Adapters.Tests.Kubernetes;

/// <summary>The site's vetoes: quotas, policies, room.</summary>
public sealed class KubernetesDenialTests : KubernetesTests
{
    [Fact]
    public async Task a_quota_on_devices_hits_the_pods_and_is_a_refusal_with_its_numbers()
    {
        Cluster.AddQuota("requests.nvidia.com/gpu", 4);
        var (agent, order) = (Agent(), KubernetesWorld.Order("w-1.1", KubernetesWorld.Variant(devices: 8)));
        await agent.Scheduler.SubmitAsync(order, default);
        var end = await agent.EndOfAsync(order);
        (end.State, end.Why!.Code).ShouldBe((JobState.Refused, "site-quota-exceeded"));
        end.Why.Facts["requested"].ShouldBe("requests.nvidia.com/gpu=8");
        end.Why.Facts["limited"].ShouldBe("requests.nvidia.com/gpu=4");
        Cluster.OnlyJob.Spec.Suspend.ShouldBe(true, "what was refused must not start when the quota has room again");
    }

    [Fact]
    public async Task a_quota_on_jobs_is_a_refusal_at_once()
    {
        Cluster.AddQuota("count/jobs.batch", 1);
        var agent = Agent();
        await agent.Scheduler.SubmitAsync(KubernetesWorld.Order("w-1.1"), default);
        var no = await Should.ThrowAsync<SchedulerException>(() => agent.Scheduler.SubmitAsync(KubernetesWorld.Order("w-2.1"), default));
        (no.Trouble, no.Why.Code, no.Why.Facts["used"]).ShouldBe((SchedulerTrouble.Refused, "site-quota-exceeded", "count/jobs.batch=1"));
        (await agent.Scheduler.SubmitAsync(KubernetesWorld.Order("w-1.1"), default)).WasKnown.ShouldBeTrue("what is there is not counted against itself");
    }

    [Fact]
    public async Task a_webhooks_no_is_a_refusal_with_its_words()
    {
        Cluster.Admission.Webhook = (resource, _) => resource == Resource.Jobs ? "the image is not signed" : null;
        var no = await Should.ThrowAsync<SchedulerException>(() => Agent().Scheduler.SubmitAsync(KubernetesWorld.Order("w-1.1"), default));
        (no.Trouble, no.Why.Code, no.Why.Facts["policy"], no.Why.Facts["message"]).ShouldBe((SchedulerTrouble.Refused, "admission-denied", "policy.site.example", "the image is not signed"));
    }

    [Fact]
    public async Task a_webhooks_no_to_the_pods_is_found_in_the_jobs_events()
    {
        Cluster.Admission.Webhook = (resource, _) => resource == Resource.Pods ? "no devices on Fridays" : null;
        var (agent, order) = (Agent(watches: true), KubernetesWorld.Order("w-1.1"));
        await agent.Scheduler.SubmitAsync(order, default);
        var end = await agent.EndOfAsync(order);
        (end.State, end.Why!.Code).ShouldBe((JobState.Refused, "admission-denied"));
    }

    [Fact]
    public async Task no_room_is_a_wait_and_after_the_sites_patience_a_refusal_in_the_schedulers_words()
    {
        for (var i = 0; i < 3; i++)
            Cluster.AddForeignPod($"gpu-{i}", KubernetesWorld.Gpu, 8);
        var (agent, order) = (Agent(), KubernetesWorld.Order("w-1.1"));
        await agent.Scheduler.SubmitAsync(order, default);
        Cluster.Pass(times: 3);
        (await agent.SeeAsync(order)).State.ShouldBe(JobState.Starting);
        Cluster.Pods.Single(p => p.Metadata.NamespaceProperty == ClusterStandIn.Namespace).Status.Conditions[0].Message.ShouldBe("0/3 nodes are available: 3 Insufficient nvidia.com/gpu.");

        Cluster.Pass(seconds: 1900);
        var end = await agent.SeeAsync(order);
        (end.State, end.Why!.Code).ShouldBe((JobState.Refused, "unschedulable"));
        (end.Why.Facts["nodes"], end.Why.Facts["fittingNodes"], end.Why.Facts["resource"], end.Why.Facts["nodesWithout"]).ShouldBe(("3", "0", "nvidia.com/gpu", "3"));
        Cluster.Change<V1Node>(Resource.Nodes, "", "gpu-0", n => n.Status.Allocatable[KubernetesWorld.Gpu] = new("16"));
        Cluster.Pass(times: 5);
        Cluster.Kubelets.Starts.ShouldNotContain(s => s.Key == order.Job.Value);
    }

    [Fact]
    public async Task an_image_that_never_arrives_fails_the_job_after_a_while()
    {
        var (agent, order) = (Agent(), KubernetesWorld.Order("w-1.1", KubernetesWorld.Variant() with { Image = "missing/model:7" }));
        await agent.Scheduler.SubmitAsync(order, default);
        Cluster.Pass(times: 5);
        (await agent.SeeAsync(order)).State.ShouldBe(JobState.Starting);
        Cluster.Pass(seconds: 400);
        var end = await agent.SeeAsync(order);
        (end.State, end.Why!.Code, end.Why.Facts["image"]).ShouldBe((JobState.Failed, "image-not-pulled", "missing/model:7"));
    }

    [Fact]
    public async Task what_the_cluster_finds_not_valid_is_refused()
    {
        Cluster.Server.Faults.Fail(r => r.Method == "POST", 422, "Invalid", "Job.batch \"x\" is invalid: spec.template.spec.containers[0].image: Required value");
        var no = await Should.ThrowAsync<SchedulerException>(() => Agent().Scheduler.SubmitAsync(KubernetesWorld.Order("w-1.1"), default));
        (no.Trouble, no.Why.Code).ShouldBe((SchedulerTrouble.Refused, "job-not-valid"));
    }
}
