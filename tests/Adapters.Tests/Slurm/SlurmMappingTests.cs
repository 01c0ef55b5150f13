using ComputeNet.Adapters.Sensing;
using ComputeNet.Adapters.Slurm;
using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Adapters.Tests.Slurm;

/// <summary>From recorded answers to our words, and from orders to theirs.</summary>
public sealed class SlurmMappingTests
{
    private static readonly SlurmTag Tag = new(new("lab"), new("w-1.1"), new(7));
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_795_461_300);

    private static readonly SlurmOptions Options = new()
    {
        Centre = new("http://localhost:1/"),
        Token = _ => null,
        DataDirectory = "/nowhere",
        Site = new("lab"),
        Rest = new("http://localhost:1/"),
        User = "siteuser",
        SharedFolder = "/shared",
    };

    [Theory]
    [InlineData("v0.0.38-job-PENDING", JobState.Starting, null)]
    [InlineData("v0.0.38-job-RUNNING", JobState.Running, null)]
    [InlineData("v0.0.42-job-RUNNING", JobState.Running, null)]
    [InlineData("v0.0.38-job-COMPLETED", JobState.Succeeded, null)]
    [InlineData("v0.0.42-job-COMPLETED", JobState.Succeeded, null)]
    [InlineData("v0.0.38-job-TIMEOUT", JobState.Failed, "time-limit")]
    [InlineData("v0.0.38-job-CANCELLED", JobState.Lost, "slurm-cancelled")]
    [InlineData("v0.0.38-job-NODE_FAIL", JobState.Lost, "slurm-node-lost")]
    [InlineData("v0.0.38-job-REQUEUED", JobState.Running, null)]
    public void a_recorded_job_means(string sample, JobState state, string? why)
    {
        var seen = Seen(SlurmSamples.Job(sample));
        (seen.State, seen.Why?.Code).ShouldBe((state, why));
        (seen.Job, seen.Token).ShouldBe((Tag.Job, Tag.Token));
        (seen.StartedAt is null).ShouldBe(state == JobState.Starting);
        (seen.FinishedAt is null).ShouldBe(!state.IsTerminal());
    }

    [Theory]
    [InlineData("PREEMPTED", JobState.Lost, "slurm-preempted")]
    [InlineData("BOOT_FAIL", JobState.Lost, "slurm-node-lost")]
    [InlineData("OUT_OF_MEMORY", JobState.Failed, "slurm-out-of-memory")]
    [InlineData("DEADLINE", JobState.Failed, "time-limit")]
    [InlineData("REVOKED", JobState.Lost, "slurm-cancelled")]
    [InlineData("SOMETHING_NEW", JobState.Lost, "slurm-state-unknown")]
    [InlineData("SUSPENDED", JobState.Running, null)]
    [InlineData("CONFIGURING", JobState.Starting, null)]
    public void a_state_means(string state, JobState expected, string? why)
    {
        var seen = Seen(SlurmSamples.Job("v0.0.38-job-COMPLETED") with { States = [state] });
        (seen.State, seen.Why?.Code).ShouldBe((expected, why));
    }

    [Fact]
    public void a_job_that_completes_still_holds_its_nodes_whichever_way_it_is_said()
    {
        Seen(SlurmSamples.Job("v0.0.38-job-COMPLETED") with { States = ["COMPLETING"] }).State.ShouldBe(JobState.Running);
        Seen(SlurmSamples.Job("v0.0.42-job-COMPLETED") with { States = ["COMPLETED", "COMPLETING"] }).State.ShouldBe(JobState.Running);
    }

    [Fact]
    public void a_requeue_that_is_not_allowed_is_a_loss_and_one_that_is_allowed_waits()
    {
        // Raw sample: a victim of preemption is PENDING with the reason BeginTime and restart_cnt 1.
        var victim = SlurmSamples.Job("v0.0.38-job-PENDING") with { Restarts = 1, Reason = "BeginTime" };
        Seen(victim with { EndedAt = Now.AddMinutes(10) }).ShouldSatisfyAllConditions(s => s.Why!.Code.ShouldBe("slurm-requeued"), s => s.FinishedAt.ShouldBe(Now, "not the end that Slurm plans"));
        SlurmMapping.ToSighting(victim, Tag, null, false, Options with { SiteMayRequeue = true, PlacementPatience = null }, Now).State.ShouldBe(JobState.Starting);
    }

    [Fact]
    public void what_we_stopped_is_stopped_whatever_slurm_makes_of_it()
    {
        foreach (var state in new[] { "CANCELLED", "COMPLETED", "FAILED", "TIMEOUT", "NODE_FAIL" })
            SlurmMapping.ToSighting(SlurmSamples.Job("v0.0.38-job-COMPLETED") with { States = [state] }, Tag, null, stopAsked: true, Options, Now).State.ShouldBe(JobState.Stopped);
    }

    [Fact]
    public void a_program_that_ended_because_its_time_was_nearly_up_has_not_done_its_work()
    {
        var told = Attempt(exit: 0, told: [0], (0, 0));
        SlurmMapping.ToSighting(SlurmSamples.Job("v0.0.38-job-COMPLETED"), Tag, told, false, Options, Now).Why!.Code.ShouldBe("time-limit");
    }

    [Fact]
    public void a_gang_fails_by_the_member_that_failed_and_is_lost_when_none_did()
    {
        var failed = SlurmSamples.Job("v0.0.38-job-COMPLETED") with { States = ["FAILED"], Reason = "NonZeroExitCode", ExitCode = 3 };
        SlurmMapping.ToSighting(failed, Tag, Attempt(exit: 3, told: [0], (0, 143), (1, 3)), false, Options, Now).Why!.Facts["member"].ShouldBe("1", "the step told the other to end");
        SlurmMapping.ToSighting(failed, Tag, Attempt(exit: 1, told: [], (0, 0)), false, Options, Now).Why!.Code.ShouldBe("slurm-ended-from-outside");
    }

    [Fact]
    public void a_job_that_slurm_gave_up_ended_by_itself_when_all_of_its_members_did()
    {
        OwnEnd(Attempt(exit: 1, told: [], (0, 0), (1, 0)) with { Members = 2 }).ShouldNotBeNull().State.ShouldBe(JobState.Succeeded, "srun gave up, its members did not");
        OwnEnd(Attempt(exit: 1, told: [], (0, 0), (1, 5)) with { Members = 2 }).ShouldNotBeNull().ExitCode.ShouldBe(5);
        OwnEnd(Attempt(exit: null, told: [], (0, 0)) with { Members = 2 }).ShouldBeNull("one member still runs, or was killed");
        OwnEnd(Attempt(exit: null, told: [], (0, 0))).ShouldBeNull("nobody knows how many there are");
        OwnEnd(Attempt(exit: 143, told: [0], (0, 143)) with { Members = 1 }).ShouldBeNull("it was ended with the job");
        OwnEnd(Attempt(exit: null, told: [], (0, 137)) with { Members = 1 }).ShouldBeNull("nobody kills himself");

        static JobSighting? OwnEnd(SlurmAttempt attempt) => SlurmMapping.OwnEnd(Tag.Job, Tag.Token, [attempt], Now);
    }

    [Fact]
    public void an_exit_status_is_read_in_both_shapes()
    {
        var failed = SlurmSamples.Job("v0.0.38-job-COMPLETED") with { States = ["FAILED"], Reason = "NonZeroExitCode", ExitCode = 3 };
        Seen(failed).ShouldSatisfyAllConditions(s => s.ExitCode.ShouldBe(3), s => s.Why!.Facts["exitStatus"].ShouldBe("3"));
        Read("""{"job_id": 1, "job_state": "FAILED", "exit_code": 768}""").ShouldSatisfyAllConditions(j => j.ExitCode.ShouldBe(3), j => j.Signal.ShouldBe(0));
        Read("""{"job_id": 1, "job_state": "CANCELLED", "exit_code": 15}""").Signal.ShouldBe(15);
        Read("""{"job_id": 1, "job_state": ["FAILED"], "exit_code": {"status": ["ERROR"], "return_code": {"set": true, "infinite": false, "number": 3}, "signal": {"id": {"set": false, "infinite": false, "number": 0}, "name": ""}}}""").ExitCode.ShouldBe(3);
        Seen(Read("""{"job_id": 1, "job_state": ["FAILED"], "exit_code": {"status": ["SIGNALED"], "return_code": {"set": false, "infinite": false, "number": 0}, "signal": {"id": {"set": true, "infinite": false, "number": 9}, "name": "KILL"}}}""")).ExitCode.ShouldBe(137);
    }

    [Fact]
    public void an_array_that_splits_as_it_starts_is_never_taken_for_ours() =>
        SlurmSamples.Jobs("v0.0.38-jobs-array").ShouldAllBe(job => SlurmTag.Parse(job.Comment) == null);

    [Fact]
    public void the_tag_comes_back_as_it_went_and_nothing_else_is_one()
    {
        SlurmTag.Parse(Tag.ToString()).ShouldBe(Tag);
        foreach (var comment in new[] { "", "wf-run:42", "computenet site=lab job=w-1.1", $"my {Tag}", $"{Tag} and more" })
            SlurmTag.Parse(comment).ShouldBeNull();
    }

    [Theory]
    [InlineData("gpu:h100:8", "gpu:h100×8")]
    [InlineData("gpu:h100:4(IDX:0-3),npu:0", "gpu:h100×4 npu×0")]
    [InlineData("gpu:8", "gpu×8")]
    [InlineData("gpu:a100:2(S:0-1),gpu:l40s:1(S:0)", "gpu:a100×2 gpu:l40s×1")]
    [InlineData("gres:gpu:h100:4", "gpu:h100×4")]
    [InlineData("gpu:nvidia_h100_80gb_hbm3:8(S:0-1)", "gpu:nvidia_h100_80gb_hbm3×8")]
    [InlineData("gpu:h100:0(IDX:N/A)", "gpu:h100×0")]
    [InlineData("gpu:h100:4(IDX:0-1,5,7)", "gpu:h100×4")]
    [InlineData("N/A", "")]
    [InlineData("", "")]
    public void generic_resources_are_read(string text, string expected) => string.Join(' ', SlurmGres.Parse(text).Select(g => $"{g.Kind}×{g.Count}")).ShouldBe(expected);

    [Theory]
    [InlineData("gpu01", "gpu01")]
    [InlineData("gpu[01-03,07],cpu1", "gpu01 gpu02 gpu03 gpu07 cpu1")]
    [InlineData("r[1-2]n[09-10]", "r1n09 r1n10 r2n09 r2n10")]
    [InlineData("", "")]
    public void host_lists_are_read(string list, string expected) => string.Join(' ', SlurmHosts.Expand(list)).ShouldBe(expected);

    [Fact]
    public void nodes_that_drain_or_are_down_are_told_once_each()
    {
        SlurmSamples.Nodes("v0.0.38-node-drained").Single().ShouldSatisfyAllConditions(n => n.IsDraining.ShouldBeTrue(), n => n.IsSick.ShouldBeFalse());
        foreach (var node in SlurmSamples.Nodes("v0.0.38-nodes-down").Where(n => n.States.Contains("DOWN")))
            (node.IsSick, node.IsDraining).ShouldBe((true, false));
        SlurmSamples.Nodes("v0.0.42-nodes").ShouldAllBe(n => !n.IsSick && !n.IsDraining);
    }

    [Fact]
    public void a_model_is_the_catalogues_where_the_type_says_it_clearly_and_the_sites_own_word_elsewhere()
    {
        ModelOf("gpu:h100:8", Options).ShouldBe("gpu-h100");
        ModelOf("gpu:nvidia_h100_80gb_hbm3:8", Options).ShouldBe("nvidia-h100-sxm5");
        ModelOf("gpu:l40s:8", Options).ShouldBe("nvidia-l40s");
        ModelOf("npu:ascend910b:8", Options).ShouldBe("huawei-ascend-910b");
        ModelOf("gpu:h100:8", Options with { Models = new Dictionary<string, AcceleratorModelId> { ["gpu:h100"] = new("nvidia-h100-nvl") } }).ShouldBe("nvidia-h100-nvl");
    }

    [Fact]
    public void the_tools_of_the_machine_tell_the_devices_of_its_own_node()
    {
        var nodes = SlurmSamples.Nodes("v0.0.42-nodes").Select(n => n with { HostName = n.Name }).ToList();
        var pools = SlurmInventory.Pools(nodes, SlurmSamples.Partitions("v0.0.42-partitions"), Options);
        var sensed = new Sensed([new(Architecture.Cuda, 0, "NVIDIA H100 80GB HBM3", null) { Watts = 300, Celsius = 60 }]);
        var told = SlurmTelemetry.Of(pools, [], [], sensed, "gpu01").Single(p => p.Devices is not null);
        told.Devices.ShouldHaveSingleItem().ShouldSatisfyAllConditions(d => d.Node.ShouldBe("gpu01"), d => d.Watts.ShouldBe(300));
        SlurmTelemetry.Of(pools, [], [], sensed, "login1").ShouldAllBe(p => p.Devices == null);
    }

    [Theory]
    [InlineData(1, 8, 1, 1)]
    [InlineData(4, 4, 2, 2)]
    [InlineData(2, 4, 1, 2)]
    [InlineData(16, 1, 2, 8)]
    public void a_gang_takes_the_fewest_nodes_over_which_it_spreads_evenly(int members, int devices, int nodes, int perNode)
    {
        var shape = SlurmShape.Of(Order(members, devices), Pool()).ShouldNotBeNull();
        (shape.Nodes, shape.TasksPerNode, shape.Device!.Count).ShouldBe((nodes, perNode, perNode * devices));
        shape.CpusPerTask.ShouldBe(12 * devices, "a device's share of its node");
    }

    [Fact]
    public void both_dialects_say_the_same_in_their_own_way()
    {
        var order = Order(2, 8) with { Checkpoint = new(0), Variant = Order(2, 8).Variant with { MemoryLimitMebibytes = 1000 } };
        var submission = SlurmMapping.Submission(order, Pool(), SlurmShape.Of(order, Pool())!, new(Options), Options with { Account = "team-a" });
        var (old, newer) = (Job(SlurmDialect.All[^1], submission), Job(SlurmDialect.All[0], submission));
        (Json(old["gres"]), Json(newer["tres_per_node"])).ShouldBe(("\"gpu:h100:8\"", "\"gres/gpu:h100:8\""));
        (Json(old["nodes"]), Json(newer["minimum_nodes"]), Json(newer["maximum_nodes"])).ShouldBe(("[2,2]", "2", "2"));
        (Json(old["time_limit"]), Json(newer["time_limit"])).ShouldBe(("2", """{"set":true,"number":2}"""));
        (Json(old["environment"]), Json(newer["environment"])).ShouldBe(("""{"PATH":"/usr/local/bin:/usr/bin:/bin"}""", """["PATH=/usr/local/bin:/usr/bin:/bin"]"""));
        (Json(old["signal"]), Json(newer["kill_warning_signal"])).ShouldBe(("\"TERM@60\"", "\"TERM\""));
        (Json(old["memory_per_cpu"]), Json(old["requeue"]), Json(old["account"])).ShouldBe(("11", "false", "\"team-a\""));
        foreach (var job in new[] { old, newer })
        {
            Json(job["dependency"]).ShouldBe("\"singleton\"", "a dependency on another's success could wait for ever");
            job.ShouldNotContainKey("qos");
            job.ShouldNotContainKey("array");
        }
    }

    [Fact]
    public void a_class_has_its_own_partition_and_quality_of_service()
    {
        var options = Options with { Pools = new Dictionary<PoolId, SlurmPoolOptions> { [Pool().Id] = new() { Qos = "normal", Classes = new Dictionary<ServiceClass, SlurmLane> { [ServiceClass.BestEffort] = new("gpu-low", "low") } } } };
        SlurmMapping.LaneOf(Order(1, 1), Pool(), options).ShouldBe(new("gpu", "normal"));
        var order = Order(1, 1) with { Variant = Order(1, 1).Variant with { Class = ServiceClass.BestEffort } };
        SlurmMapping.LaneOf(order, Pool(), options).ShouldBe(new("gpu-low", "low"));
        Json(Job(SlurmDialect.All[0], SlurmMapping.Submission(order, Pool(), SlurmShape.Of(order, Pool())!, new(options), options))["qos"]).ShouldBe("\"low\"");
    }

    private static SlurmAttempt Attempt(int? exit, int[] told, params (int Member, int Status)[] exits) => new(0, Now, Now, exit, told, exits.ToDictionary(e => e.Member, e => (e.Status, (DateTimeOffset?)Now)));

    private static JobSighting Seen(SlurmJob job) => SlurmMapping.ToSighting(job, Tag, null, false, Options with { PlacementPatience = null }, Now);

    private static SlurmJob Read(string json)
    {
        using var document = System.Text.Json.JsonDocument.Parse(json);
        return SlurmJob.Read(document.RootElement);
    }

    private static SlurmPool Pool() => SlurmInventory.Pools(SlurmSamples.Nodes("v0.0.42-nodes"), SlurmSamples.Partitions("v0.0.42-partitions"), Options).Single(p => p.Kind?.Name == "gpu");

    private static string ModelOf(string gres, SlurmOptions options) =>
        SlurmInventory.Pools([.. SlurmSamples.Nodes("v0.0.42-nodes").Where(n => n.Name == "gpu01").Select(n => n with { Devices = SlurmGres.Parse(gres) })], SlurmSamples.Partitions("v0.0.42-partitions"), options).Single().Model.Value;

    private static JobOrder Order(int members, int devices) => Orders.Of("w-1.1", Pool().Id.Value, new Variant { Architecture = Architecture.Cuda, DevicesPerMember = devices, TimeLimitSeconds = 61, Command = ["true"] }, members: members);

    private static Dictionary<string, object?> Job(SlurmDialect dialect, SlurmSubmission submission) => (Dictionary<string, object?>)((Dictionary<string, object>)dialect.Body(submission))["job"];

    private static string Json(object? value) => System.Text.Json.JsonSerializer.Serialize(value);
}
