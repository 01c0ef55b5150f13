using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Slurm;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Tests.Slurm;

[Collection("Slurm 22.05")]
public sealed class Slurm2205JobTests() : SlurmJobTests("22.05");

[Collection("Slurm 24.11")]
public sealed class Slurm2411JobTests() : SlurmJobTests("24.11");

/// <summary>What jobs get on a real Slurm, and what becomes of them.</summary>
public abstract class SlurmJobTests(string version) : IDisposable
{
    private const string Gpu = "nvidia-h100-sxm5";
    private const string Npu = "huawei-ascend-910b";

    private readonly SlurmWorld world = new(SlurmSites.Of(version));

    [Fact]
    public async Task pools_are_what_slurm_says_it_has_and_its_version_is_told()
    {
        var inventory = await world.Start().ReadInventoryAsync(default);
        inventory.Pools.Select(p => (p.Id.Value.Split('.')[1], p.Architecture.Value, p.Devices)).ShouldBe([("cpu", "cpu", 128), (Npu, "ascend", 16), (Gpu, "cuda", 16)], ignoreOrder: true);
        inventory.Capabilities!.Scheduler.ShouldBe("slurm");
        inventory.Capabilities.SchedulerVersion.ShouldNotBeNull().ShouldStartWith(version);
    }

    [Fact]
    public async Task the_newest_version_of_the_api_that_both_know_is_spoken()
    {
        using var client = new SlurmClient(world.Options);
        (await client.DialectAsync(default)).Version.ShouldBe(version == "22.05" ? "v0.0.38" : "v0.0.42");
    }

    [Fact]
    public async Task every_version_of_the_api_that_is_offered_carries_a_job_through()
    {
        foreach (var api in version == "22.05" ? ["v0.0.38"] : new[] { "v0.0.40", "v0.0.41", "v0.0.42" })
        {
            var order = world.Order($"w-{api.Replace(".", "", StringComparison.Ordinal)}.1", "echo done; exit 3", pool: Gpu);
            var end = await SlurmWorld.RunAsync(world.Start(world.Options with { ApiVersion = api }), order);
            end.ShouldSatisfyAllConditions(() => end.State.ShouldBe(JobState.Failed), () => end.ExitCode.ShouldBe(3), () => end.LogTail.ShouldBe("done\n"), () => end.StartedAt.ShouldNotBeNull());
        }
    }

    [Fact]
    public async Task a_unix_socket_needs_no_token()
    {
        var end = await SlurmWorld.RunAsync(world.Start(world.Options with { Rest = world.Slurm.Socket, UserToken = () => null }), world.Order("w-1.1", "echo done"));
        end.State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task a_gang_is_one_job_whose_members_have_their_own_devices_and_know_who_they_are()
    {
        var order = world.Order("w-1.1", "echo $COMPUTENET_MEMBER of $COMPUTENET_MEMBERS on $COMPUTENET_NODES with $CUDA_VISIBLE_DEVICES", pool: Gpu, members: 4, devices: 4);
        (await SlurmWorld.RunAsync(world.Start(), order)).State.ShouldBe(JobState.Succeeded);
        var said = Enumerable.Range(0, 4).Select(member => File.ReadAllText(Attempt(order.Job, $"member-{member}.log")).Trim()).ToList();
        said.Select(s => s.Split(" with ")[0]).ShouldBe(["0 of 4 on gpu[01-02]", "1 of 4 on gpu[01-02]", "2 of 4 on gpu[01-02]", "3 of 4 on gpu[01-02]"]);
        said.Select(s => s.Split(" with ")[1]).Order().ShouldBe(["0,1,2,3", "0,1,2,3", "4,5,6,7", "4,5,6,7"]);
        JobsOf(order.Job).ShouldBe(1);
        world.StartsOf(order.Job).ShouldBe(4);
    }

    [Fact]
    public async Task a_gang_of_npus_spreads_evenly_and_fails_with_its_first_member()
    {
        var order = world.Order("w-1.1", "if [ $COMPUTENET_MEMBER = 1 ]; then echo I broke; exit 3; fi; sleep 600", pool: Npu, members: 2, devices: 8);
        var end = await SlurmWorld.RunAsync(world.Start(), order);
        end.State.ShouldBe(JobState.Failed);
        end.LogTail.ShouldBe("I broke\n");
        end.Why!.Facts["member"].ShouldBe("1");
    }

    [Fact]
    public async Task a_gang_that_does_not_spread_evenly_is_refused_with_its_numbers()
    {
        var no = await Should.ThrowAsync<SchedulerException>(() => world.Start().SubmitAsync(world.Order("w-1.1", "true", pool: Gpu, members: 3, devices: 4), default));
        no.Trouble.ShouldBe(SchedulerTrouble.Refused);
        no.Why.Code.ShouldBe("gang-not-even");
    }

    [Fact]
    public async Task a_limit_that_slurm_would_let_wait_for_ever_is_refused()
    {
        var no = await Should.ThrowAsync<SchedulerException>(() => world.Start().SubmitAsync(world.Order("w-1.1", "true", seconds: 2 * 24 * 3600), default));
        no.Why.Code.ShouldBe("time-limit-too-long");
        no.Why.Facts["mostMinutes"].ShouldBe("1440");
    }

    [Fact]
    public async Task the_program_finds_its_own_environment_and_nothing_of_the_site()
    {
        var order = world.Order("w-1.1", "env | sort | cut -d= -f1");
        order = order with { Variant = order.Variant with { Command = ["sh", "-c", "env | cut -d= -f1 | sort; echo \"$QUOTE\""], Environment = new Dictionary<string, string> { ["QUOTE"] = "it's \"$HOME\" \\ `id`\n$(id)" } } };
        var log = (await SlurmWorld.RunAsync(world.Start(), order)).LogTail!;
        log.ShouldEndWith("it's \"$HOME\" \\ `id`\n$(id)\n");
        log.Split("it's")[0].Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(name => name is not ("PWD" or "_" or "SHLVL" or "OLDPWD" or "$(id)"))
            .ShouldBe(["COMPUTENET_JOB", "COMPUTENET_MEMBER", "COMPUTENET_MEMBERS", "COMPUTENET_NODES", "HOME", "LANG", "PATH", "QUOTE", "TMPDIR"], ignoreOrder: true);
    }

    [Fact]
    public async Task a_job_that_must_wait_is_taken_and_waits_whatever_errors_come_with_it()
    {
        var scheduler = world.Start();
        var (first, second) = (world.Order("w-1.1", "sleep 600", pool: Gpu, members: 2, devices: 8), world.Order("w-2.1", "echo done", pool: Gpu, members: 2, devices: 8));
        await scheduler.SubmitAsync(first, default);
        await SlurmWorld.UntilAsync(scheduler, first.Job, s => s.State == JobState.Running);
        (await scheduler.SubmitAsync(second, default)).WasKnown.ShouldBeFalse();
        (await scheduler.ObserveAsync(second.Job, default)).State.ShouldBe(JobState.Starting);
        await scheduler.CancelAsync(first.Job, default);
        (await SlurmWorld.UntilAsync(scheduler, second.Job, s => s.State.IsTerminal())).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task a_job_that_waited_too_long_is_refused_with_slurms_reason_and_never_runs()
    {
        // On a busy machine the first would wait too long as well.
        var scheduler = world.Start();
        var (first, second) = (world.Order("w-1.1", "sleep 600", pool: Npu, members: 2, devices: 8), world.Order("w-2.1", "echo done", pool: Npu, members: 2, devices: 8));
        await scheduler.SubmitAsync(first, default);
        await SlurmWorld.UntilAsync(scheduler, first.Job, s => s.State == JobState.Running);
        scheduler = world.Start(world.Options with { PlacementPatience = TimeSpan.FromSeconds(1) });
        await scheduler.SubmitAsync(second, default);
        var no = await SlurmWorld.UntilAsync(scheduler, second.Job, s => s.State.IsTerminal());
        no.State.ShouldBe(JobState.Refused);
        no.Why!.Code.ShouldBe("unschedulable");
        no.Why.Facts["message"].ShouldNotBeEmpty();
        await scheduler.CancelAsync(first.Job, default);
        await SlurmWorld.UntilAsync(scheduler, first.Job, s => s.State == JobState.Stopped);
        world.StartsOf(second.Job).ShouldBe(0);
    }

    [Fact]
    public async Task what_somebody_else_cancels_is_lost_and_what_we_cancel_is_stopped()
    {
        var scheduler = world.Start();
        var (theirs, ours) = (world.Order("w-1.1", "sleep 600"), world.Order("w-2.1", "sleep 600"));
        foreach (var order in new[] { theirs, ours })
        {
            await scheduler.SubmitAsync(order, default);
            await SlurmWorld.UntilAsync(scheduler, order.Job, s => s.State == JobState.Running);
        }
        world.Slurm.Control("scancel", $"--name=cn-{world.Options.Site}-w-1.1");
        await scheduler.CancelAsync(ours.Job, default);
        var lost = await SlurmWorld.UntilAsync(scheduler, theirs.Job, s => s.State.IsTerminal());
        (lost.State, lost.Why!.Code).ShouldBe((JobState.Lost, "slurm-cancelled"));
        (await SlurmWorld.UntilAsync(scheduler, ours.Job, s => s.State.IsTerminal())).State.ShouldBe(JobState.Stopped);
    }

    [Fact]
    public async Task an_answer_that_was_lost_and_a_submit_that_came_late_make_two_jobs_of_which_one_runs()
    {
        var order = world.Order("w-1.1", "sleep 2; echo done");
        using (var client = new SlurmClient(world.Options))
        {
            var pools = SlurmInventory.Pools(await client.ListNodesAsync(default), await client.ListPartitionsAsync(default), world.Options);
            var pool = pools.Single(p => p.Id == order.Pool);
            var body = (await client.DialectAsync(default)).Body(SlurmMapping.Submission(order, pool, SlurmShape.Of(order, pool)!, new SlurmPaths(world.Options), world.Options));
            (await client.SubmitAsync(body, default)).ShouldNotBe(await client.SubmitAsync(body, default));
        }
        var scheduler = world.Start();
        (await scheduler.SubmitAsync(order, default)).WasKnown.ShouldBeTrue();
        (await SlurmWorld.UntilAsync(scheduler, order.Job, s => s.State.IsTerminal())).State.ShouldBe(JobState.Succeeded);
        world.StartsOf(order.Job).ShouldBe(1);
    }

    [Fact]
    public async Task a_lower_token_is_refused_at_the_cluster_itself()
    {
        var order = world.Order("w-1.1", "sleep 600", token: 7);
        await world.Start().SubmitAsync(order, default);
        // Another adapter, with a memory of its own.
        using var client = new SlurmClient(world.Options);
        using var memory = new SlurmMemory(Path.Combine(world.Data, "other.jsonl"));
        var other = SlurmServices.CreateScheduler(world.Options, client, memory, TimeProvider.System);
        (await Should.ThrowAsync<SchedulerException>(() => other.SubmitAsync(order with { Token = new(6) }, default))).Trouble.ShouldBe(SchedulerTrouble.StaleLease);
        (await other.SubmitAsync(order, default)).WasKnown.ShouldBeTrue();
    }

    [Fact]
    public async Task the_log_of_a_running_job_can_be_read()
    {
        var scheduler = (SlurmScheduler)world.Start();
        var order = world.Order("w-1.1", "echo begun; sleep 600");
        await scheduler.SubmitAsync(order, default);
        await UntilSaidAsync(scheduler, order.Job, "begun\n");
        (await Should.ThrowAsync<SchedulerException>(() => scheduler.ReadLogAsync(new("w-never.1"), default))).Trouble.ShouldBe(SchedulerTrouble.UnknownJob);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task a_program_that_handles_the_signal_makes_a_checkpoint_and_goes_on(int members)
    {
        var scheduler = (SlurmScheduler)world.Start();
        var order = world.Order("w-1.1", "trap 'echo checkpoint >>$COMPUTENET_CHECKPOINT/log; echo saved' $COMPUTENET_CHECKPOINT_SIGNAL; echo begun; while [ ! -e $COMPUTENET_CHECKPOINT/go ]; do sleep 0.2; done; echo over", members: members);
        order = order with { Checkpoint = new(0) };
        await scheduler.SubmitAsync(order, default);
        await UntilSaidAsync(scheduler, order.Job, "begun\n");
        await scheduler.CheckpointAsync(order.Job, default);
        await UntilSaidAsync(scheduler, order.Job, "begun\nsaved\n");
        (await scheduler.ObserveAsync(order.Job, default)).State.ShouldBe(JobState.Running);
        for (var member = 0; member < members; member++)
        {
            var kept = Path.Combine(world.Shared, "checkpoints", "w-1", $"{member}");
            SpinWait.SpinUntil(() => File.Exists(Path.Combine(kept, "log")), TimeSpan.FromSeconds(20)).ShouldBeTrue("every member is asked");
            File.WriteAllText(Path.Combine(kept, "go"), "");
        }
        (await SlurmWorld.UntilAsync(scheduler, order.Job, s => s.State.IsTerminal())).State.ShouldBe(JobState.Succeeded);
        Directory.Exists(Path.Combine(world.Shared, "checkpoints", "w-1")).ShouldBeFalse("a workload that ended by itself has no use for it");
    }

    [Fact]
    public async Task a_program_that_does_not_handle_the_signal_does_not_die_of_it_and_its_checkpoint_stays_when_it_is_stopped()
    {
        var scheduler = (SlurmScheduler)world.Start();
        var order = world.Order("w-1.1", "echo begun; touch $COMPUTENET_CHECKPOINT/mine; exec sleep 600") with { Checkpoint = new(0) };
        await scheduler.SubmitAsync(order, default);
        await UntilSaidAsync(scheduler, order.Job, "begun\n");
        await scheduler.CheckpointAsync(order.Job, default);
        SpinWait.SpinUntil(() => File.Exists(Path.Combine(world.Shared, "jobs", "w-1.1", "checkpoint")), TimeSpan.FromSeconds(20)).ShouldBeTrue();
        // The members look every second.
        await Task.Delay(2500);
        (await scheduler.ObserveAsync(order.Job, default)).State.ShouldBe(JobState.Running);
        await scheduler.CancelAsync(order.Job, default);
        (await SlurmWorld.UntilAsync(scheduler, order.Job, s => s.State.IsTerminal())).State.ShouldBe(JobState.Stopped);
        File.Exists(Path.Combine(world.Shared, "checkpoints", "w-1", "0", "mine")).ShouldBeTrue();
    }

    [Fact]
    public async Task a_class_of_ours_goes_to_its_own_partition()
    {
        var pool = new PoolId($"{world.Options.Site}.{Gpu}");
        var scheduler = world.Start(world.Options with { Pools = new Dictionary<PoolId, SlurmPoolOptions> { [pool] = new() { Partition = "gpu", Classes = new Dictionary<ServiceClass, SlurmLane> { [ServiceClass.BestEffort] = new("gpu-low") } } } });
        var order = world.Order("w-1.1", "sleep 600", pool: Gpu);
        order = order with { Variant = order.Variant with { Class = ServiceClass.BestEffort } };
        await scheduler.SubmitAsync(order, default);
        await SlurmWorld.UntilAsync(scheduler, order.Job, s => s.State == JobState.Running);
        world.Slurm.Control("squeue", "-h", "-o", "%P", $"--name=cn-{world.Options.Site}-w-1.1").ShouldBe("gpu-low");
    }

    [Theory]
    [InlineData("gpu-low")]
    [InlineData("gpu-cancel")]
    public async Task a_job_that_slurm_preempts_is_lost_and_runs_no_second_time(string partition)
    {
        var scheduler = world.Start(world.Options with { Pools = new Dictionary<PoolId, SlurmPoolOptions> { [new($"{world.Options.Site}.{Gpu}")] = new() { Partition = partition } } });
        var victim = world.Order("w-1.1", "sleep 600", pool: Gpu, members: 2, devices: 8);
        await scheduler.SubmitAsync(victim, default);
        await SlurmWorld.UntilAsync(scheduler, victim.Job, s => s.State == JobState.Running);
        SpinWait.SpinUntil(() => world.StartsOf(victim.Job) == 2, TimeSpan.FromSeconds(20)).ShouldBeTrue();
        OtherUser("gpu", gpus: 8, seconds: 1);
        var end = await SlurmWorld.UntilAsync(scheduler, victim.Job, s => s.State.IsTerminal());
        end.State.ShouldBe(JobState.Lost);
        end.Why!.Code.ShouldBeOneOf("slurm-preempted", "slurm-requeued");
        Restarts(victim.Job);
        world.StartsOf(victim.Job).ShouldBe(2);
    }

    [Fact]
    public async Task what_the_sites_own_users_occupy_is_foreign_and_what_is_drained_or_down_is_told()
    {
        var scheduler = (SlurmScheduler)world.Start();
        var order = world.Order("w-1.1", "sleep 600", pool: Gpu, devices: 3);
        await scheduler.SubmitAsync(order, default);
        await SlurmWorld.UntilAsync(scheduler, order.Job, s => s.State == JobState.Running);
        OtherUser("gpu", gpus: 2, seconds: 600);
        world.Slurm.Control("scontrol", "update", "nodename=npu01", "state=drain", "reason=test");
        try
        {
            PoolTelemetry gpu, npu;
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            do
            {
                // It comes back by itself when its daemon registers (ReturnToService).
                world.Slurm.Control("scontrol", "update", "nodename=npu02", "state=down", "reason=test");
                var told = await scheduler.ReadTelemetryAsync(patience.Token);
                (gpu, npu) = (told.Pools.Single(p => p.Pool.Value.EndsWith(Gpu, StringComparison.Ordinal)), told.Pools.Single(p => p.Pool.Value.EndsWith(Npu, StringComparison.Ordinal)));
            }
            while (gpu.ForeignDevices != 2 || npu.SickDevices != 8);
            gpu.ShouldBe(new(gpu.Pool, 2, 0, 0));
            npu.ShouldBe(new(npu.Pool, 0, 8, 8));
        }
        finally
        {
            world.Slurm.Control("scancel", "-u", world.Slurm.OtherUser);
            foreach (var node in new[] { "npu01", "npu02" }.Where(n => world.Slurm.Control("sinfo", "-h", "-n", n, "-o", "%T") != "idle"))
                world.Slurm.Control("scontrol", "update", $"nodename={node}", "state=resume");
        }
    }

    [Fact]
    public async Task two_hundred_questions_at_once_are_answered()
    {
        using var client = new SlurmClient(world.Options);
        await client.DialectAsync(default);
        var jobs = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => client.FindJobAsync(99_999, default)));
        jobs.ShouldAllBe(job => job == null);
    }

    [Fact]
    public async Task ending_a_job_that_is_not_there_is_no_error_however_the_version_says_it()
    {
        using var client = new SlurmClient(world.Options);
        await client.CancelAsync(99_999, default);
    }

    public void Dispose() => world.Dispose();

    private string Attempt(JobKey job, string file) => Path.Combine(world.Shared, "jobs", job.Value, "attempt-0", file);

    private int JobsOf(JobKey job)
    {
        using var client = new SlurmClient(world.Options);
        return client.ListJobsAsync(default).GetAwaiter().GetResult().Count(j => SlurmTag.Parse(j.Comment) is { } tag && tag.Site == world.Options.Site && tag.Job == job);
    }

    /// <summary>A colleague at the site, with nothing to do with the network.</summary>
    private void OtherUser(string partition, int gpus, int seconds) => world.Slurm.Control(
        "setpriv", $"--reuid={world.Slurm.OtherUser}", "--regid=news", "--clear-groups", "sbatch", "--parsable", "-p", partition, $"--gres=gpu:h100:{gpus}", "-D", "/tmp", "-o", "/dev/null", $"--wrap=sleep {seconds}");

    /// <summary>The requeue that Slurm planned is over, one way or the other.</summary>
    private void Restarts(JobKey job) => SpinWait.SpinUntil(() => world.Slurm.Control("squeue", "-h", "-o", "%T", $"--name=cn-{world.Options.Site}-{job}").Length == 0, TimeSpan.FromSeconds(30)).ShouldBeTrue();

    private static async Task UntilSaidAsync(SlurmScheduler scheduler, JobKey job, string expected)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await scheduler.ReadLogAsync(job, patience.Token) != expected)
            await Task.Delay(100, patience.Token);
    }
}
