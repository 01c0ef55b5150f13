using ComputeNet.Adapters.Host.Journal;
using ComputeNet.Adapters.Host.Reconciling;
using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using CsCheck;

namespace ComputeNet.Adapters.Tests.Host;

public sealed class OrderLawTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void an_unknown_job_is_claimed()
    {
        var claimed = OrderLaw.Weigh(null, Order(3), Now).Changed.ShouldNotBeNull();
        (claimed.Stage, claimed.Token).ShouldBe((EntryStage.Claimed, new FencingToken(3)));
        claimed.Order.ShouldNotBeNull();
    }

    [Fact]
    public void a_known_job_is_left_alone()
    {
        foreach (var stage in Enum.GetValues<EntryStage>().Where(s => s != EntryStage.Forgotten))
            OrderLaw.Weigh(Entry(stage, 3), Order(3), Now).ShouldBe(new OrderOutcome(), $"{stage}");
    }

    [Fact]
    public void a_recorded_end_is_told_again_and_nothing_is_started()
    {
        var told = OrderLaw.Weigh(Entry(EntryStage.Forgotten, 3), Order(3), Now).Changed.ShouldNotBeNull();
        told.Stage.ShouldBe(EntryStage.Ended);
        told.End.ShouldNotBeNull().State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public void a_higher_token_is_taken_over_and_a_lower_one_refused_in_every_stage()
    {
        foreach (var stage in Enum.GetValues<EntryStage>())
        {
            OrderLaw.Weigh(Entry(stage, 3), Order(4), Now).Changed.ShouldNotBeNull().Token.ShouldBe(new FencingToken(4));
            var refusal = OrderLaw.Weigh(Entry(stage, 3), Order(2), Now);
            refusal.Changed.ShouldBeNull();
            refusal.Refusal.ShouldNotBeNull().Why!.Facts["highestTokenSeen"].ShouldBe("3");
        }
    }

    [Fact]
    public void only_what_should_run_is_stopped_by_absence() =>
        Enum.GetValues<EntryStage>().Where(s => OrderLaw.WhenAbsent(Entry(s, 3), Now) is not null).ShouldBe([EntryStage.Claimed, EntryStage.Submitted]);

    [Fact]
    public void in_any_sequence_of_orders_the_token_never_falls_and_an_ended_job_never_lives_again() =>
        Gen.Select(Gen.Int[0, 5], Gen.Bool).List[1, 30].Sample(steps =>
        {
            JobEntry? entry = null;
            var ended = false;
            foreach (var (token, ends) in steps)
            {
                var before = entry?.Token;
                entry = OrderLaw.Weigh(entry, Order(token), Now).Changed ?? entry;
                if (entry!.Token < before || (ended && entry.IsLive))
                    return false;
                if (ends && entry.IsLive)
                    entry = Entry(EntryStage.Ended, entry.Token.Value);
                ended |= !entry.IsLive;
            }
            return true;
        });

    private static JobOrder Order(long token) => Orders.Of("w-1.1", "local.cpu", Orders.Command("true"), token);

    private static JobEntry Entry(EntryStage stage, long token)
    {
        var end = stage >= EntryStage.Ended ? new JobSighting(new("w-1.1"), new(token), JobState.Succeeded, Now) : null;
        return new(new("w-1.1"), new(token), stage, Now, end is null ? Order(token) : null, end);
    }
}
