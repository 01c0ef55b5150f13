using ComputeNet.Adapters.Local;
using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Contracts.Sites;

namespace ComputeNet.Adapters.Tests.Local;

/// <summary>What a job meets on this machine, and what the machine is spared.</summary>
public sealed class LocalJobTests : IDisposable
{
    private readonly LocalSite site = new();

    [Fact]
    public async Task the_environment_is_the_variants_own_and_nothing_else()
    {
        Environment.SetEnvironmentVariable("COMPUTENET_TEST_SECRET", "inherited");
        var end = await site.RunAsync(Orders.Command("env") with { Environment = new Dictionary<string, string> { ["MINE"] = "a 'quoted' $HOME\nsecond line" } });
        var names = end.LogTail!.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l.Contains('=')).Select(l => l.Split('=')[0]).Order(StringComparer.Ordinal);
        names.ShouldBe(["COMPUTENET_JOB", "COMPUTENET_MEMBER", "COMPUTENET_MEMBERS", "HOME", "LANG", "MINE", "PATH", "TMPDIR"]);
        end.LogTail!.ShouldContain("MINE=a 'quoted' $HOME\nsecond line\n");
    }

    [Fact]
    public async Task nothing_in_a_command_is_interpreted()
    {
        string[] words = ["$(id)", "`id`", "a'b\"c", "two\nlines", "*", ";", "-n", "", "算力"];
        var end = await site.RunAsync(Orders.Command(["printf", "<%s>", .. words]));
        end.LogTail.ShouldBe(string.Concat(words.Select(w => $"<{w}>")));
    }

    [Fact]
    public async Task it_starts_in_an_empty_folder_of_its_own()
    {
        var end = await site.RunAsync(Orders.Command("sh", "-c", "ls -A; test \"$PWD\" = \"$HOME\" && touch here \"$TMPDIR/there\" && echo writable"));
        end.LogTail.ShouldBe("writable\n");
    }

    [Fact]
    public async Task as_root_every_job_has_a_user_of_its_own_without_privileges()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can give a job another user.");
        var script = $"id -u; grep -E 'CapEff|CapBnd|NoNewPrivs' /proc/self/status; ls {site.Folder}/local/jobs 2>&1";
        var first = await site.RunAsync(Orders.Command("sh", "-c", script), "w-1.1");
        var second = await site.RunAsync(Orders.Command("sh", "-c", script), "w-2.1");
        var users = new[] { first, second }.Select(end => int.Parse(end.LogTail!.Split('\n')[0])).ToList();
        users.ShouldAllBe(user => user >= 61184 && user < 61184 + 4336);
        users[0].ShouldNotBe(users[1]);
        first.LogTail!.ShouldContain("CapEff:\t0000000000000000");
        first.LogTail!.ShouldContain("CapBnd:\t0000000000000000");
        first.LogTail!.ShouldContain("NoNewPrivs:\t1");
        first.LogTail!.ShouldContain("Permission denied");
    }

    [Fact]
    public async Task it_runs_on_as_many_cores_as_it_was_given()
    {
        var end = await site.RunAsync(Orders.Command("nproc"));
        end.LogTail.ShouldBe("1\n");
    }

    [Fact]
    public async Task it_ignores_no_signal_that_somebody_above_it_ignored()
    {
        var end = await site.RunAsync(Orders.Command("grep", "SigIgn", "/proc/self/status"));
        end.LogTail.ShouldBe("SigIgn:\t0000000000000000\n");
    }

    [Fact]
    public async Task memory_beyond_the_limit_is_not_to_be_had()
    {
        // dd takes a buffer of the block size.
        var variant = Orders.Command("dd", "if=/dev/zero", "of=/dev/null", "bs=200M", "count=1");
        (await site.RunAsync(variant with { MemoryLimitMebibytes = 64 }, "w-1.1")).State.ShouldBe(JobState.Failed);
        (await site.RunAsync(variant with { MemoryLimitMebibytes = 400 }, "w-2.1")).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task the_time_limit_ends_it_also_when_no_agent_is_there()
    {
        var order = Orders.Of("w-1.1", "local.cpu", Orders.Command("sleep", "600") with { TimeLimitSeconds = 1 });
        await site.Scheduler.SubmitAsync(order, default);
        site.Member(order.Job).WaitForFile("exit");
        var end = await site.Restarted().ObserveAsync(order.Job, default);
        end.State.ShouldBe(JobState.Failed);
        end.Why!.Code.ShouldBe(LocalMapping.TimeLimit);
        end.Why.Facts["limitSeconds"].ShouldBe("1");
    }

    [Fact]
    public async Task stopping_ends_every_process_of_the_job_also_those_that_left_its_group()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only a user of its own finds what left the group.");
        var order = Orders.Of("w-1.1", "local.cpu", Orders.Command("sh", "-c", "sleep 600 & setsid sleep 600 & id -u > new; mv new user; wait"));
        await site.Scheduler.SubmitAsync(order, default);
        await site.WaitAsync(order.Job, s => s.State == JobState.Running);
        var user = uint.Parse(File.ReadAllText(site.Home(order.Job).WaitForFile("user")));
        LocalProcesses.UsersWithProcesses().ShouldContain(user);
        await site.Scheduler.CancelAsync(order.Job, default);
        (await site.WaitAsync(order.Job, s => s.State.IsTerminal())).State.ShouldBe(JobState.Stopped);
        // A killed process takes a moment to be gone.
        SpinWait.SpinUntil(() => !LocalProcesses.UsersWithProcesses().Contains(user), TimeSpan.FromSeconds(5)).ShouldBeTrue();
    }

    [Fact]
    public async Task one_that_will_not_stop_is_killed_after_the_grace()
    {
        var order = Orders.Of("w-1.1", "local.cpu", Orders.Command("sh", "-c", "trap '' TERM; touch ready; while :; do sleep 0.1; done"));
        await site.Scheduler.SubmitAsync(order, default);
        site.Home(order.Job).WaitForFile("ready");
        await site.Scheduler.CancelAsync(order.Job, default);
        (await site.WaitAsync(order.Job, s => s.State.IsTerminal())).State.ShouldBe(JobState.Stopped);
    }

    [Fact]
    public async Task one_that_ends_politely_when_asked_was_stopped_not_successful()
    {
        var order = Orders.Of("w-1.1", "local.cpu", Orders.Command("sh", "-c", "trap 'exit 0' TERM; touch ready; while :; do sleep 0.1; done"));
        await site.Scheduler.SubmitAsync(order, default);
        site.Home(order.Job).WaitForFile("ready");
        await site.Scheduler.CancelAsync(order.Job, default);
        (await site.WaitAsync(order.Job, s => s.State.IsTerminal())).State.ShouldBe(JobState.Stopped);
    }

    [Fact]
    public async Task what_an_interrupted_job_left_in_its_checkpoint_is_there_for_the_next_and_goes_with_the_end()
    {
        var script = "trap 'echo step 3 > $COMPUTENET_CHECKPOINT/state; exit 0' TERM; touch ready; while :; do sleep 0.1; done";
        var first = Orders.Of("w-1.1", "local.cpu", Orders.Command("sh", "-c", script)) with { Checkpoint = new(0) };
        await site.Scheduler.SubmitAsync(first, default);
        site.Home(first.Job).WaitForFile("ready");
        await site.Scheduler.CancelAsync(first.Job, default);
        (await site.WaitAsync(first.Job, s => s.State.IsTerminal())).State.ShouldBe(JobState.Stopped);
        await site.Scheduler.ForgetAsync(first.Job, default);

        var kept = Path.Combine(site.Folder, "local-work", ".kept", "w-1");
        Directory.Exists(kept).ShouldBeTrue();
        var second = Orders.Of("w-1.2", "local.cpu", Orders.Command("sh", "-c", "cat $COMPUTENET_CHECKPOINT/state && echo more >> $COMPUTENET_CHECKPOINT/state")) with { Checkpoint = new(0.5) };
        var end = await site.RunAsync(second);
        (end.State, end.LogTail).ShouldBe((JobState.Succeeded, "step 3\n"));

        await site.Scheduler.ForgetAsync(second.Job, default);
        Directory.Exists(kept).ShouldBeFalse();
    }

    [Fact]
    public async Task two_jobs_of_one_workload_never_share_its_checkpoint()
    {
        var first = Orders.Of("w-1.1", "local.cpu", Orders.Command("sleep", "600")) with { Checkpoint = new(0) };
        var second = Orders.Of("w-1.2", "local.cpu", Orders.Command("true")) with { Checkpoint = new(0) };
        await site.Scheduler.SubmitAsync(first, default);
        await site.WaitAsync(first.Job, s => s.State == JobState.Running);
        await site.Scheduler.SubmitAsync(second, default);
        (await site.Scheduler.ObserveAsync(second.Job, default)).State.ShouldBe(JobState.Starting);

        await site.Scheduler.CancelAsync(first.Job, default);
        await site.WaitAsync(first.Job, s => s.State == JobState.Stopped);
        await site.WaitAsync(second.Job, s => s.State == JobState.Succeeded);
    }

    [Fact]
    public async Task a_job_that_is_not_interrupted_has_no_checkpoint() =>
        (await site.RunAsync(Orders.Command("sh", "-c", "echo [$COMPUTENET_CHECKPOINT]"))).LogTail.ShouldBe("[]\n");

    [Fact]
    public async Task a_killed_supervisor_leaves_no_runaway_and_the_job_is_lost()
    {
        var order = Orders.Of("w-1.1", "local.cpu", Orders.Command("sleep", "600"));
        await site.Scheduler.SubmitAsync(order, default);
        site.Member(order.Job).WaitForFile("job");
        await site.WaitAsync(order.Job, s => s.State == JobState.Running);
        var (supervisor, job) = (site.Identity(order.Job, "pid"), site.Identity(order.Job, "job"));
        System.Diagnostics.Process.GetProcessById(supervisor.Pid).Kill();
        var end = await site.WaitAsync(order.Job, s => s.State.IsTerminal());
        end.State.ShouldBe(JobState.Lost);
        end.Why!.Code.ShouldBe(LocalMapping.SupervisorVanished);
        SpinWait.SpinUntil(() => !LocalProcesses.IsAlive(job), TimeSpan.FromSeconds(5)).ShouldBeTrue();
    }

    [Fact]
    public async Task a_process_that_got_the_pid_of_an_earlier_one_is_not_taken_for_it()
    {
        var order = Orders.Of("w-1.1", "local.cpu", Orders.Command("sleep", "600"));
        await site.Scheduler.SubmitAsync(order, default);
        await site.WaitAsync(order.Job, s => s.State == JobState.Running);
        var real = site.Identity(order.Job, "pid");
        LocalProcesses.IsAlive(real).ShouldBeTrue();
        LocalProcesses.IsAlive(real with { StartTicks = real.StartTicks - 1 }).ShouldBeFalse();
        LocalProcesses.IsAlive(real with { Boot = "another" }).ShouldBeFalse();
    }

    [Theory]
    [InlineData("no-such-program", "executable-not-found")]
    [InlineData("/no/such/program", "executable-not-found")]
    [InlineData("./relative", "executable-not-found")]
    [InlineData("/etc/passwd", "executable-not-found")]
    public async Task a_program_that_is_not_there_fails_the_job_with_a_code(string program, string code)
    {
        var end = await site.RunAsync(Orders.Command(program));
        end.State.ShouldBe(JobState.Failed);
        end.Why!.Code.ShouldBe(code);
        end.Why.Facts["program"].ShouldBe(program);
    }

    [Fact]
    public async Task a_program_outside_the_allowed_folders_fails_the_job_with_a_code()
    {
        using var strict = new LocalSite(allowed: ["/usr/bin/env"]);
        (await strict.RunAsync(Orders.Command("env"), "w-1.1")).State.ShouldBe(JobState.Succeeded);
        (await strict.RunAsync(Orders.Command("sleep", "0"), "w-2.1")).Why!.Code.ShouldBe("executable-not-allowed");
    }

    [Fact]
    public async Task a_variable_that_is_no_variable_fails_the_job_with_a_code()
    {
        var end = await site.RunAsync(Orders.Command("env") with { Environment = new Dictionary<string, string> { ["-S"] = "x" } });
        end.Why!.Code.ShouldBe("environment-not-valid");
        end.Why.Facts["name"].ShouldBe("-S");
    }

    public void Dispose() => site.Dispose();
}
