using System.Text.Json;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Scenarios.Chaos;

/// <summary>The sweep finds what it looks for: otherwise a chaos run could not fail.</summary>
public sealed class LedgerSweepTests
{
    private static readonly HashSet<string> Fencing = ["site-lost"];

    private readonly List<LedgerRecord> records = [];

    [Fact]
    public void a_life_as_it_should_be_has_no_findings()
    {
        Pool("pool_declared", """{"Pool":{"Devices":4}}""");
        Workload("workload_submitted");
        Pool("lease_granted", """{"Job":"w-1.1","Token":1,"Devices":4}""");
        Workload("workload_finished", """{"Job":"w-1.1","Outcome":"succeeded"}""");
        Pool("lease_released", """{"Job":"w-1.1","Reason":"succeeded"}""");
        Pool("lease_granted", """{"Job":"w-2.1","Token":2,"Devices":4}""");
        var sweep = new LedgerSweep(records);
        sweep.WithoutOneEnd().Concat(sweep.WithMoreAfterTheEnd()).Concat(sweep.Overlaps()).Concat(sweep.LostEnds(Seen("w-1.1", JobState.Succeeded), Fencing)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void a_workload_with_no_end_or_two_is_found(int ends)
    {
        Workload("workload_submitted");
        for (var i = 0; i < ends; i++)
            Workload("workload_finished", """{"Job":"w-1.1","Outcome":"succeeded"}""");
        new LedgerSweep(records).WithoutOneEnd().ShouldHaveSingleItem().ShouldContain($"{ends} ends");
    }

    [Fact]
    public void what_is_told_of_a_workload_after_its_end_is_found()
    {
        Workload("workload_finished", """{"Job":"w-1.1","Outcome":"succeeded"}""");
        Workload("workload_placed");
        new LedgerSweep(records).WithMoreAfterTheEnd().ShouldHaveSingleItem().ShouldContain("workload_placed");
    }

    [Fact]
    public void more_devices_than_there_are_a_device_given_twice_and_a_token_that_does_not_rise_are_found()
    {
        Pool("pool_declared", """{"Pool":{"Devices":4}}""");
        Pool("lease_granted", """{"Job":"w-1.1","Token":5,"Devices":1,"MilliPerDevice":600,"Seats":[{"Node":"n1","Devices":[0],"MilliPerDevice":600}]}""");
        Pool("lease_granted", """{"Job":"w-2.1","Token":6,"Devices":1,"MilliPerDevice":600,"Seats":[{"Node":"n1","Devices":[0],"MilliPerDevice":600}]}""");
        Pool("lease_released", """{"Job":"w-1.1","Reason":"failed"}""");
        Pool("lease_granted", """{"Job":"w-3.1","Token":6,"Devices":4}""");
        var found = new LedgerSweep(records).Overlaps().ToList();
        found.Count.ShouldBe(3);
        found[0].ShouldContain("n1/0 is leased 1200");
        found[1].ShouldContain("token 6 after 6");
        found[2].ShouldContain("4600 milli-devices of 4 devices");
    }

    [Theory]
    [InlineData("lost-by-site", true)]
    [InlineData("site-lost", false)]
    public void an_end_that_the_ledger_took_for_a_loss_is_found_unless_the_site_had_been_silent_too_long(string reason, bool isFound)
    {
        Pool("lease_released", $$"""{"Job":"w-1.1","Reason":"{{reason}}"}""");
        new LedgerSweep(records).LostEnds(Seen("w-1.1", JobState.Succeeded), Fencing).Any().ShouldBe(isFound);
    }

    [Fact]
    public void an_end_with_another_outcome_is_found()
    {
        Workload("workload_finished", """{"Job":"w-1.1","Outcome":"failed"}""");
        new LedgerSweep(records).LostEnds(Seen("w-1.1", JobState.Succeeded), Fencing).ShouldHaveSingleItem().ShouldContain("failed");
    }

    private void Pool(string type, string data) => Add("pool/p", type, data);

    private void Workload(string type, string data = "{}") => Add("workload/w-1", type, data);

    private void Add(string stream, string type, string data) =>
        records.Add(new(records.Count + 1, stream, records.Count(r => r.Stream == stream) + 1, type, JsonDocument.Parse(data).RootElement));

    private static Dictionary<JobKey, (SiteId, JobSighting)> Seen(string job, JobState state) =>
        new() { [new(job)] = (new SiteId("s"), new JobSighting(new(job), new FencingToken(1), state, DateTimeOffset.UnixEpoch)) };
}
