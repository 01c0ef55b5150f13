using ComputeNet.Service.Sites.Trust;
using CsCheck;

namespace ComputeNet.Orchestrator.Tests.Sites.Trust;

/// <summary>What holds of every record of promises: the score stays a share, a bad fact never helps, a good one never hurts, and what is past fades.</summary>
public sealed class TrustLaws
{
    private static readonly Gen<PromiseCount> AnyCount =
        from age in Gen.Int[0, 40]
        from fate in Gen.Enum<PromiseFate>()
        from late in Gen.Int[0, 2000].Nullable()
        from count in Gen.Int[1, 200]
        select new PromiseCount(age, fate, late, count);

    private static readonly Gen<IReadOnlyList<PromiseCount>> AnyRecord = AnyCount.List[0, 12].Select(l => (IReadOnlyList<PromiseCount>)l);
    private static readonly Gen<TimeSpan?> AnyAge = Gen.Double[0, 10_000].Nullable().Select(m => m is { } minutes ? TimeSpan.FromMinutes(minutes) : (TimeSpan?)null);

    [Fact]
    public void a_score_is_a_share() => Gen.Select(AnyRecord, AnyAge).Sample((record, age) =>
    {
        var score = TrustLaw.Of(record, age);
        score.Value.ShouldBeInRange(0, 1);
        new[] { score.Kept, score.Punctual, score.Fresh }.ShouldAllBe(p => p.Share >= 0 && p.Share <= 1);
    });

    [Fact]
    public void a_broken_promise_never_helps() => Gen.Select(AnyRecord, AnyAge, Gen.Int[0, 29], Gen.Bool.Select(b => b ? PromiseFate.Failed : PromiseFate.Lost)).Sample((record, age, day, fate) =>
        TrustLaw.Of([.. record, new PromiseCount(day, fate, null, 1)], age).Value.ShouldBeLessThanOrEqualTo(TrustLaw.Of(record, age).Value));

    [Fact]
    public void a_kept_promise_never_hurts() => Gen.Select(AnyRecord, AnyAge, Gen.Int[0, 29]).Sample((record, age, day) =>
        TrustLaw.Of([.. record, new PromiseCount(day, PromiseFate.Kept, 0, 1)], age).Value.ShouldBeGreaterThanOrEqualTo(TrustLaw.Of(record, age).Value - 1e-12));

    [Fact]
    public void the_worse_of_two_ends_never_scores_higher() => Gen.Select(AnyRecord, Gen.Int[0, 29], Gen.Int[1, 50]).Sample((record, day, count) =>
    {
        double With(PromiseFate fate) => TrustLaw.Of([.. record, new PromiseCount(day, fate, null, count)], null).Value;
        With(PromiseFate.Refused).ShouldBeLessThanOrEqualTo(With(PromiseFate.Kept));
        With(PromiseFate.Lost).ShouldBeLessThanOrEqualTo(With(PromiseFate.Refused));
    });

    [Fact]
    public void a_later_start_or_older_telemetry_never_scores_higher() => Gen.Select(AnyRecord, Gen.Int[0, 500], Gen.Int[0, 500]).Sample((record, late, more) =>
    {
        double Starting(int minutes) => TrustLaw.Of([.. record, new PromiseCount(0, PromiseFate.Kept, minutes, 3)], null).Value;
        double Silent(int minutes) => TrustLaw.Of(record, TimeSpan.FromMinutes(minutes)).Value;
        Starting(late + more).ShouldBeLessThanOrEqualTo(Starting(late));
        Silent(late + more).ShouldBeLessThanOrEqualTo(Silent(late));
    });

    [Fact]
    public void what_is_past_fades_towards_what_is_assumed_of_a_new_site() => Gen.Select(AnyRecord, Gen.Int[1, 40]).Sample((record, days) =>
    {
        // Of one day: a mixed record may turn as its parts leave the window one by one.
        double Off(int day) => Math.Abs(TrustLaw.Of([.. record.Select(r => r with { AgeDays = day })], null).Kept.Share - TrustLaw.PriorShare);
        Off(days).ShouldBeLessThanOrEqualTo(Off(0) + 1e-12);
    });

    [Fact]
    public void a_new_site_is_neither_saint_nor_sinner()
    {
        double Of(PromiseFate fate, int count) => TrustLaw.Of([new(0, fate, null, count)], null).Kept.Share;
        var fresh = TrustLaw.Of([], null);
        fresh.Promises.ShouldBe(0);
        fresh.Value.ShouldBe(0.81, 1e-9);
        Of(PromiseFate.Kept, 50).ShouldBeGreaterThan(fresh.Kept.Share);
        Of(PromiseFate.Lost, 1).ShouldBeGreaterThan(0.8, "one loss does not condemn");
        Of(PromiseFate.Lost, 50).ShouldBeLessThan(0.2);
    }

    [Fact]
    public void what_the_network_took_back_says_nothing() =>
        TrustLaw.Of([new(0, PromiseFate.Released, null, 100)], null).Value.ShouldBe(TrustLaw.Of([], null).Value);
}
