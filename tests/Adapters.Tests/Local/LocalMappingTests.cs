using System.Diagnostics;
using ComputeNet.Adapters.Local;
using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using CsCheck;

namespace ComputeNet.Adapters.Tests.Local;

public sealed class LocalMappingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void a_real_shell_takes_quoted_words_literally() =>
        Gen.String[Gen.Char[" \t\n'\"\\$`*?[]{}()<>|&;#~!=-%abc算\u001b\u007f"], 0, 30].Array[1, 8].Sample(words =>
        {
            using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", $"printf '%s\\0' {string.Join(' ', words.Select(LocalMapping.Quote))}"]) { RedirectStandardOutput = true })!;
            return shell.StandardOutput.ReadToEnd() == string.Concat(words.Select(w => w + "\0"));
        }, iter: 100, threads: 1);

    [Fact]
    public void a_variant_may_replace_the_minimum_but_not_who_it_is()
    {
        var order = Orders.Of("w-1.1", "local.cpu", Orders.Command("env") with { Environment = new Dictionary<string, string> { ["PATH"] = "/opt/bin", ["COMPUTENET_MEMBER"] = "7" } }, members: 3);
        var environment = LocalMapping.Environment(order, 2, "/w");
        environment["PATH"].ShouldBe("/opt/bin");
        environment["COMPUTENET_MEMBER"].ShouldBe("2");
        environment["COMPUTENET_MEMBERS"].ShouldBe("3");
    }

    [Fact]
    public void a_tenants_words_never_come_before_the_privileges_are_gone()
    {
        var variant = Orders.Command("env", "the-word") with { Environment = new Dictionary<string, string> { ["LD_PRELOAD"] = "the-library" } };
        var claim = new LocalClaim(Orders.Of("w-1.1", "local.cpu", variant), "/usr/bin/env", Now);
        var script = LocalMapping.MemberScript(claim, new LocalSeat([0], 61184), 0, "/work/w-1.1/0", new(TimeSpan.FromSeconds(10), 1024, 512, 100));
        var dropped = script.IndexOf("setpriv --reuid=61184", StringComparison.Ordinal);
        dropped.ShouldBeGreaterThan(0);
        foreach (var word in new[] { "the-word", "the-library" })
            script.IndexOf(word, StringComparison.Ordinal).ShouldBeGreaterThan(dropped);
    }

    [Fact]
    public void a_job_runs_on_the_cores_that_its_order_names_while_they_are_free()
    {
        var order = Orders.Of("w-1.1", "here.cpu", Orders.Command("true") with { DevicesPerMember = 2 }, members: 2) with
        {
            Seats = [new MemberSeat("this-machine", [0, 3], 1000, 0), new MemberSeat("this-machine", [1, 2], 1000, 0)],
        };

        LocalMapping.NamedDevices(order, [4, 5, 6, 9], [4, 5, 6, 9])!.Select(c => string.Join(',', c)).ShouldBe(["4,9", "5,6"]);
        LocalMapping.NamedDevices(order, [4, 5, 6, 9], [4, 5, 6]).ShouldBeNull("core 9 is still held");
        LocalMapping.NamedDevices(order with { Seats = null }, [4, 5, 6, 9], [4, 5, 6, 9]).ShouldBeNull();
        LocalMapping.NamedDevices(order with { Seats = [order.Seats[0], order.Seats[0]] }, [4, 5, 6, 9], [4, 5, 6, 9]).ShouldBeNull("no core is two members'");
    }

    [Theory]
    [InlineData("0", new[] { 0 })]
    [InlineData("0-3", new[] { 0, 1, 2, 3 })]
    [InlineData("0,2-3,8", new[] { 0, 2, 3, 8 })]
    public void the_kernels_list_of_cores_is_read(string list, int[] cores) => LocalMachine.ParseCores(list).ShouldBe(cores);

    [Theory]
    [InlineData(MemberPhase.Over, 0, MemberStatus.Exited, JobState.Succeeded, null)]
    [InlineData(MemberPhase.Over, 3, MemberStatus.Exited, JobState.Failed, LocalMapping.ExitStatus)]
    [InlineData(MemberPhase.Over, 143, MemberStatus.Stopped, JobState.Stopped, null)]
    [InlineData(MemberPhase.Over, 0, MemberStatus.Stopped, JobState.Stopped, null)]
    [InlineData(MemberPhase.Over, 143, MemberStatus.TimeLimit, JobState.Failed, LocalMapping.TimeLimit)]
    [InlineData(MemberPhase.Vanished, null, null, JobState.Lost, LocalMapping.SupervisorVanished)]
    public void what_a_supervisor_left_says_how_the_job_ended(MemberPhase phase, int? status, string? reason, JobState state, string? code)
    {
        var claim = new LocalClaim(Orders.Of("w-1.1", "local.cpu", Orders.Command("true")), "/usr/bin/true", Now);
        var member = new MemberStatus(phase, Now.UtcDateTime, Now.UtcDateTime.AddSeconds(5), status, reason);
        var sighting = LocalMapping.ToSighting(claim, [member], utc => new DateTimeOffset(utc), Now.AddSeconds(9));
        sighting.State.ShouldBe(state);
        sighting.Why?.Code.ShouldBe(code);
        sighting.FinishedAt.ShouldBe(Now.AddSeconds(5));
    }
}
