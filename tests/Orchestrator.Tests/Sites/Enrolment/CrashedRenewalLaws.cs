using ComputeNet.Adapters.Host.Credentials;
using ComputeNet.Client;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain;
using ComputeNet.Domain.Sites;
using ComputeNet.Orchestrator.Tests.Hosting;
using CsCheck;
using EnrolmentOffered = ComputeNet.Domain.Sites.EnrolmentOffered;

namespace ComputeNet.Orchestrator.Tests.Sites.Enrolment;

/// <summary>The agent's keeper against the centre's own law, with crashes and silence at every point: it is never locked out, and nobody is taken for a thief.</summary>
public sealed class CrashedRenewalLaws
{
    private static readonly SiteId Site = new("lab-7");
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    /// <summary>What goes wrong with one renewal: nothing, the request is lost, the answer is lost, the agent dies before or after the centre has decided.</summary>
    private enum Trouble { None, RequestLost, AnswerLost, DiesBefore, DiesAfter }

    private static readonly Gen<(Trouble Trouble, int Minutes)[]> Lives =
        Gen.Select(Gen.Enum<Trouble>(), Gen.OneOf(Gen.Int[0, 30], Gen.Int[60, 14_400])).Array[1, 12];

    [Fact]
    public void whatever_breaks_off_the_site_is_let_in_and_no_alarm_is_raised() => Lives.Sample(life =>
    {
        var folder = Directory.CreateTempSubdirectory("keeper-").FullName;
        try
        {
            var clock = new ManualClock(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
            var centre = new Centre(clock);
            var file = new CredentialFile(folder);
            file.Write(new CredentialState(centre.Enrol()));
            var keeper = new CredentialKeeper(file, centre.RenewAsync, clock);
            foreach (var (trouble, minutes) in life)
            {
                clock.Advance(TimeSpan.FromMinutes(minutes));
                centre.Next = trouble;
                // What is settled late is due again at once, as the agent's loop sees.
                for (var times = 0; times < (trouble == Trouble.None ? 2 : 1) && keeper.UntilDue <= TimeSpan.Zero; times++)
                    Attempt(keeper);
                if (trouble is Trouble.DiesBefore or Trouble.DiesAfter)
                    keeper = new CredentialKeeper(file, centre.RenewAsync, clock);
                if (keeper.TokenOf(Site) is { } shown)
                    centre.Judge(shown);
            }
            // Once nothing is in the way any more it settles, and goes on.
            centre.Next = Trouble.None;
            for (var times = 0; times < 3 && keeper.UntilDue <= TimeSpan.Zero; times++)
                Attempt(keeper);
            centre.Judge(keeper.TokenOf(Site).ShouldNotBeNull());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }, iter: 300);

    private static void Attempt(CredentialKeeper keeper)
    {
        try
        {
            keeper.RenewAsync(CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is UnreachableException or OperationCanceledException || e is ApiRefusedException { Problem.Code: "credential-rotated-lately" })
        {
            // What the trouble was made for.
        }
    }

    /// <summary>The domain's decisions, and the judgement of a presented secret as the token's document has it.</summary>
    private sealed class Centre(ManualClock clock)
    {
        private SiteAccess access = SiteAccess.Of(Site);

        public Trouble Next { get; set; }

        public KeptCredential Enrol()
        {
            var now = clock.GetUtcNow();
            Take(access.Offer("t1", new UserId("operator"), now.AddHours(1), now));
            var secret = CredentialSecret.New();
            Take(access.Enrol("t1", CredentialSecret.HashOf(secret), now + Lifetime, now, now));
            return new KeptCredential(new Uri("http://centre/"), Site, "local", new Dictionary<string, string>(), secret, default, default).With(secret, Taken(), now);
        }

        public Task<SiteCredential> RenewAsync(string shown, RenewCredential renewal, CancellationToken ct)
        {
            if (Next == Trouble.RequestLost)
                throw new UnreachableException("lost on the way");
            if (Next == Trouble.DiesBefore)
                throw new OperationCanceledException("the process is killed");
            if (!IsGood(shown))
                throw Refused(401, "token-refused");
            var now = clock.GetUtcNow();
            var decision = access.Rotate(CredentialSecret.HashOf(shown), renewal.CredentialHash, now + Lifetime, Overlap, now, now);
            if (decision.Refusal is { } refusal)
            {
                refusal.Code.ShouldBe("credential-rotated-lately", "anything else is an alarm");
                throw Refused(409, refusal.Code);
            }
            Take(decision);
            return Next switch
            {
                Trouble.AnswerLost => throw new UnreachableException("the answer is lost"),
                Trouble.DiesAfter => throw new OperationCanceledException("the process is killed"),
                _ => Task.FromResult(Taken()),
            };
        }

        /// <summary>An ordinary message with it is let in; of a site that is away less than a credential's life, always.</summary>
        public void Judge(string shown) => IsGood(shown).ShouldBeTrue("the site would be locked out, or taken for a thief");

        private bool IsGood(string shown)
        {
            var id = CredentialSecret.HashOf(shown);
            return access.Current!.Id == id || access.Previous is { } previous && previous.Id == id && clock.GetUtcNow() < previous.GoodUntil;
        }

        private SiteCredential Taken() => new(access.Current!.Id, Site, access.Current.GoodUntil - Lifetime * 2 / 3, access.Current.GoodUntil);

        private void Take(Decision decision) => access = decision.OrThrow().Aggregate(access, (state, e) => e switch
        {
            EnrolmentOffered x => state.Apply(x),
            SiteEnrolled x => state.Apply(x),
            SiteCredentialRotated x => state.Apply(x),
            _ => throw new ArgumentOutOfRangeException(nameof(decision)),
        });

        private static ApiRefusedException Refused(int status, string code) => new(new ApiProblem("Refused", status, code, null));
    }
}
