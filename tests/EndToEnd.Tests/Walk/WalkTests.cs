using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.EndToEnd.Tests.Harness;
using ComputeNet.Standalone;

namespace ComputeNet.EndToEnd.Tests.Walk;

/// <summary>The whole way over HTTP, as a tenant's script takes it.</summary>
[Collection(RunningNetwork.Name)]
public sealed class WalkTests(RunningNetwork network)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task a_workload_that_computes_something_runs_on_this_machine_and_its_result_is_in_the_log()
    {
        using var tenant = await network.SignInAsync("tenant");
        var finished = await FinishedAsync(tenant, new SubmitWorkload
        {
            Name = "seven-times-six",
            Variants = [new Variant { Architecture = Architecture.Cpu, DevicesPerMember = 1, TimeLimitSeconds = 3600, Command = ["/bin/sh", "-c", "echo $((7 * 6))"] }],
            Placement = new() { AllowedSites = [OwnSites.Local] },
        });
        finished.Summary.Outcome.ShouldBe(WorkloadOutcome.Succeeded);
        finished.Summary.Assignment.ShouldNotBeNull().Site.ShouldBe(OwnSites.Local);
        finished.LogTail.ShouldNotBeNull().Trim().ShouldBe("42");
    }

    [Fact]
    public async Task a_gang_with_two_variants_lands_on_a_simulated_centre_and_its_decision_replays()
    {
        using var tenant = await network.SignInAsync("tenant");
        var finished = await FinishedAsync(tenant, new SubmitWorkload
        {
            Name = "gang-of-four",
            GangMembers = 4,
            Variants = [Training(Architecture.Cuda), Training(Architecture.Ascend)],
            Placement = new() { AllowedCountries = ["CN"] },
        });
        finished.Summary.Outcome.ShouldBe(WorkloadOutcome.Succeeded);
        var assignment = finished.Summary.Assignment.ShouldNotBeNull();
        assignment.Devices.ShouldBe(4 * 8);

        using var auditor = await network.SignInAsync("operator");
        (await auditor.Client.GetSiteAsync(assignment.Site)).Summary.IsSimulated.ShouldBeTrue();

        var decision = await tenant.Client.GetDecisionAsync(finished.Summary.Id);
        var chosen = decision.Candidates.Where(candidate => candidate.Verdict == CandidateVerdict.Chosen).ShouldHaveSingleItem();
        chosen.Pool.ShouldBe(assignment.Pool);
        decision.Candidates.Where(candidate => candidate.Verdict == CandidateVerdict.Refused).ShouldAllBe(candidate => candidate.RefusedBy != null);
        decision.Candidates.Select(candidate => candidate.Architecture).Distinct().Count().ShouldBeGreaterThan(1, "both variants were weighed");

        (await auditor.Client.GetPlanAsync(assignment.Plan)).Replay.Differences.ShouldBeEmpty();
    }

    private static Variant Training(Architecture architecture) =>
        new() { Architecture = architecture, DevicesPerMember = 8, ExpectedSeconds = 300, TimeLimitSeconds = 7200, Command = ["train"] };

    private static async Task<WorkloadView> FinishedAsync(Person tenant, SubmitWorkload workload)
    {
        var accepted = await tenant.Client.SubmitAsync(workload);
        using var patient = new CancellationTokenSource(Patience);
        while (true)
        {
            var view = await tenant.Client.GetWorkloadAsync(accepted.Id);
            if (view.Summary.Phase == WorkloadPhase.Finished)
                return view;
            patient.IsCancellationRequested.ShouldBeFalse($"{workload.Name} is still {view.Summary.Phase}: {string.Join(" → ", view.Timeline.Select(entry => entry.Kind))}");
            await Task.Delay(TimeSpan.FromMilliseconds(500));
        }
    }
}
