using System.Net;
using ComputeNet.Adapters.Kubernetes;
using ComputeNet.Adapters.Port;
using ComputeNet.Contracts.Sites;
using Microsoft.AspNetCore.Http;

namespace ComputeNet.Adapters.Tests.Kubernetes;

/// <summary>Trouble on the way says nothing about a job.</summary>
public sealed class KubernetesTroubleTests : KubernetesTests
{
    private static readonly Func<HttpRequest, bool> Any = _ => true;

    public static TheoryData<string, string> OnTheWay => new()
    {
        { "500", "cluster-unreachable" }, { "503", "cluster-unreachable" }, { "429", "cluster-unreachable" }, { "page", "cluster-unreachable" }, { "cut", "cluster-unreachable" },
        { "wrong address", "cluster-lacks" }, { "401", "cluster-credential-refused" }, { "403", "cluster-forbids" },
    };

    [Theory, MemberData(nameof(OnTheWay))]
    public async Task trouble_on_the_way_is_no_answer_and_loses_no_job(string trouble, string code)
    {
        var (agent, order) = (Agent(), KubernetesWorld.Order("w-1.1"));
        await agent.Scheduler.SubmitAsync(order, default);
        Meet(trouble);
        var no = await Should.ThrowAsync<SchedulerException>(() => agent.SeeAsync(order));
        (no.Trouble, no.Why.Code).ShouldBe((SchedulerTrouble.Unreachable, code));
        (await agent.EndOfAsync(order)).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task only_the_api_servers_own_404_means_unknown()
    {
        var agent = Agent();
        Cluster.Server.Faults.FailWithPage(Any, 404);
        (await Should.ThrowAsync<SchedulerException>(() => agent.SeeAsync(KubernetesWorld.Order("w-1.1")))).Trouble.ShouldBe(SchedulerTrouble.Unreachable);
        (await Should.ThrowAsync<SchedulerException>(() => agent.SeeAsync(KubernetesWorld.Order("w-1.1")))).Trouble.ShouldBe(SchedulerTrouble.UnknownJob);
    }

    [Fact]
    public async Task a_credential_that_was_withdrawn_is_told_and_a_new_one_goes_on()
    {
        Cluster.Admission.Tokens.Add("fresh");
        var no = await Should.ThrowAsync<SchedulerException>(() => Agent(KubernetesWorld.Options(Cluster, "stale")).Scheduler.ReadInventoryAsync(default));
        (no.Trouble, no.Why.Code).ShouldBe((SchedulerTrouble.Unreachable, "cluster-credential-refused"));
        (await Agent(KubernetesWorld.Options(Cluster, "fresh")).Scheduler.ReadInventoryAsync(default)).Pools.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task a_missing_permission_is_told_in_the_clusters_words()
    {
        Cluster.Admission.Forbidden.Add("create jobs");
        var no = await Should.ThrowAsync<SchedulerException>(() => Agent().Scheduler.SubmitAsync(KubernetesWorld.Order("w-1.1"), default));
        (no.Trouble, no.Why.Code).ShouldBe((SchedulerTrouble.Unreachable, "cluster-forbids"));
        no.Why.Facts["message"].ShouldContain("cannot create resource \"jobs\"");
    }

    [Fact]
    public async Task an_answer_that_breaks_off_after_the_job_was_made_starts_it_once()
    {
        var (agent, order) = (Agent(), KubernetesWorld.Order("w-1.1"));
        // The create arrives, its answer does not: as if the line had broken between them.
        await Agent().Scheduler.SubmitAsync(order, default);
        Cluster.Server.Faults.Cut(r => r.Method == "GET");
        await Should.ThrowAsync<SchedulerException>(() => agent.Scheduler.SubmitAsync(order, default));
        (await agent.Scheduler.SubmitAsync(order, default)).WasKnown.ShouldBeTrue();
        (await agent.EndOfAsync(order)).State.ShouldBe(JobState.Succeeded);
        Cluster.Kubelets.Starts.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("pods \"x\" is forbidden: exceeded quota: gpus, requested: requests.nvidia.com/gpu=8, used: requests.nvidia.com/gpu=60, limited: requests.nvidia.com/gpu=64", "site-quota-exceeded")]
    [InlineData("admission webhook \"validate.kyverno.svc-fail\" denied the request: \n\nresource Job/lab/x was blocked due to the following policies", "admission-denied")]
    [InlineData("admission webhook \"a.example\" denied the request without explanation", "admission-denied")]
    [InlineData("pods \"x\" is forbidden: violates PodSecurity \"restricted:latest\": runAsNonRoot != true", "admission-denied")]
    [InlineData("jobs.batch \"x\" is forbidden: ValidatingAdmissionPolicy 'limits.example' with binding 'b' denied request: too many pods", "admission-denied")]
    public void a_denial_is_known_by_its_words(string message, string code) =>
        KubernetesTrouble.Of(HttpStatusCode.Forbidden, new() { Message = message, Reason = "Forbidden" }).ShouldSatisfyAllConditions(
            no => no.Trouble.ShouldBe(SchedulerTrouble.Refused), no => no.Why.Code.ShouldBe(code));

    private void Meet(string trouble)
    {
        var faults = Cluster.Server.Faults;
        if (trouble == "cut")
            faults.Cut(Any);
        else if (trouble == "page")
            faults.FailWithPage(Any, 502);
        else if (trouble == "wrong address")
            faults.FailWithPage(Any, 404);
        else
            faults.Fail(Any, int.Parse(trouble, System.Globalization.CultureInfo.InvariantCulture), "Trouble", "no");
    }
}
