using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain;
using ComputeNet.Domain.Sites;
using CsCheck;

namespace ComputeNet.Orchestrator.Tests.Sites.Enrolment;

/// <summary>Whoever does what in which order: no token opens twice, never more than two credentials are good, and what is over stays over.</summary>
public sealed class SiteAccessLaws
{
    private static readonly SiteId Site = new("lab-7");
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(1);
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>What somebody does: 0 offers, 1 withdraws, 2 enrols, 3 renews, 4 ends all; with which of few secrets, after how many minutes.</summary>
    private static readonly Gen<(int Kind, int One, int Other, int Minutes)[]> Histories = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 5], Gen.Int[0, 7], Gen.Int[0, 90]).Array[0, 40];

    [Fact]
    public void a_token_becomes_at_most_one_credential() => Histories.Sample(history =>
        Run(history).OfType<SiteEnrolled>().GroupBy(e => e.Enrolment).All(g => g.Count() == 1));

    [Fact]
    public void only_a_token_that_is_out_and_not_expired_is_exchanged() => Histories.Sample(history =>
    {
        var happened = Run(history);
        return happened.Index().Where(e => e.Item is SiteEnrolled).All(e =>
        {
            var enrolled = (SiteEnrolled)e.Item;
            var before = happened.Take(e.Index).ToList();
            var offered = before.OfType<EnrolmentOffered>().LastOrDefault();
            return offered?.Enrolment == enrolled.Enrolment && enrolled.At < offered.ExpiresAt
                && !before.SkipWhile(x => !ReferenceEquals(x, offered)).OfType<EnrolmentWithdrawn>().Any();
        });
    });

    [Fact]
    public void never_more_than_two_credentials_are_good_and_the_older_one_for_the_overlap_only() => Histories.Sample(history =>
        States(history).All(s => s.Access.Previous is not { } previous || s.Access.Current is not null && previous.Id != s.Access.Current.Id && previous.GoodUntil <= s.RotatedAt + Overlap));

    [Fact]
    public void what_was_rotated_away_never_becomes_the_sites_again_by_being_shown() => Histories.Sample(history =>
    {
        var over = new HashSet<string>();
        foreach (var e in Run(history))
        {
            if (e is SiteCredentialRotated rotated && (!over.Add(rotated.Previous) || over.Contains(rotated.Credential)))
                return false;
        }
        return true;
    });

    [Fact]
    public void after_all_ended_only_a_new_token_opens_anything() => Histories.Sample(history =>
    {
        var open = false;
        foreach (var e in Run(history))
        {
            open = e switch { SiteEnrolled => true, SiteCredentialsEnded => false, _ => open };
            if (e is SiteCredentialRotated && !open)
                return false;
        }
        return true;
    });

    [Fact]
    public void the_same_exchange_and_the_same_renewal_again_change_nothing()
    {
        var access = After(SiteAccess.Of(Site), SiteAccess.Of(Site).Offer("t1", new("operator"), Start.AddHours(1), Start));
        access = After(access, access.Enrol("t1", "c1", Start + Lifetime, Start, Start));
        access.Enrol("t1", "c1", Start + Lifetime, Start.AddMinutes(5), Start).ShouldBe(Decision.Nothing);
        access.Enrol("t1", "c2", Start + Lifetime, Start.AddMinutes(5), Start).Refusal!.Code.ShouldBe("enrolment-used");

        var later = Start.AddDays(10);
        var renewed = After(access, access.Rotate("c1", "c2", later + Lifetime, Overlap, later, later));
        renewed.Rotate("c1", "c2", later + Lifetime, Overlap, later.AddMinutes(1), later).ShouldBe(Decision.Nothing);
        renewed.Rotate("c2", "c2", later + Lifetime, Overlap, later.AddMinutes(1), later).ShouldBe(Decision.Nothing);
        renewed.Rotate("c1", "c3", later + Lifetime, Overlap, later.AddMinutes(1), later).Refusal!.Code.ShouldBe("credential-rotated");
        renewed.Rotate("c2", "c3", later + Lifetime, Overlap, later.AddMinutes(1), later).Refusal!.Code.ShouldBe("credential-rotated-lately");
        renewed.Rotate("c2", "c3", later + Lifetime, Overlap, later + Overlap, later).Events.Count.ShouldBe(1);
    }

    [Fact]
    public void an_alarm_is_raised_once_for_each_secret_and_the_list_of_them_is_bounded()
    {
        var access = SiteAccess.Of(Site);
        for (var times = 0; times < 3; times++)
        {
            for (var secret = 0; secret < 100; secret++)
                access = After(access, access.NoteReuse($"c{secret}", "credential-rotated", Start));
        }
        access.Alarms.Count.ShouldBe(SiteAccess.MostAlarms);
        access.Alarms.Select(a => a.Secret).ShouldBeUnique();
        After(access, access.EndAll(SiteCredentialsEnded.Rekeyed, null, Start)).Alarms.ShouldBeEmpty();
    }

    private static List<object> Run((int, int, int, int)[] history) => [.. States(history).SelectMany(s => s.Events)];

    private static IEnumerable<(SiteAccess Access, IReadOnlyList<object> Events, DateTimeOffset RotatedAt)> States((int Kind, int One, int Other, int Minutes)[] history)
    {
        var (access, now, rotatedAt, offers) = (SiteAccess.Of(Site), Start, Start, 0);
        foreach (var (kind, one, other, minutes) in history)
        {
            now = now.AddMinutes(minutes);
            var decision = kind switch
            {
                0 => access.Offer($"t{offers++}", new("operator"), now.AddMinutes(60), now),
                1 => access.Withdraw($"t{one}", now),
                2 => access.Enrol($"t{one}", $"c{now.Ticks}-{other}", now + Lifetime, now, now),
                3 => access.Rotate(one < 4 ? access.Current?.Id ?? "none" : access.Previous?.Id ?? "none", $"c{now.Ticks}-{other}", now + Lifetime, Overlap, now, now),
                _ => access.EndAll(SiteCredentialsEnded.Rekeyed, null, now),
            };
            if (decision.Refusal is not null)
                continue;
            access = After(access, decision);
            if (decision.Events.OfType<SiteCredentialRotated>().Any())
                rotatedAt = now;
            yield return (access, decision.Events, rotatedAt);
        }
    }

    private static SiteAccess After(SiteAccess access, Decision decision) => decision.OrThrow().Aggregate(access, (state, e) => e switch
    {
        EnrolmentOffered x => state.Apply(x),
        EnrolmentWithdrawn x => state.Apply(x),
        SiteEnrolled x => state.Apply(x),
        SiteCredentialRotated x => state.Apply(x),
        SiteCredentialsEnded x => state.Apply(x),
        SiteSecretReused x => state.Apply(x),
        _ => throw new ArgumentOutOfRangeException(nameof(decision)),
    });
}
