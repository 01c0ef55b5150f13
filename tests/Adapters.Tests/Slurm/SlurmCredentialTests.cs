using ComputeNet.Adapters.Host.Journal;
using ComputeNet.Adapters.Host.Reconciling;
using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Contracts.Sites;

namespace ComputeNet.Adapters.Tests.Slurm;

[Collection("Slurm 22.05")]
public sealed class Slurm2205CredentialTests() : SlurmCredentialTests("22.05");

[Collection("Slurm 24.11")]
public sealed class Slurm2411CredentialTests() : SlurmCredentialTests("24.11");

/// <summary>A token that Slurm does not take is somebody's to look after, and no job's fault.</summary>
public abstract class SlurmCredentialTests(string version) : IDisposable
{
    private readonly SlurmWorld world = new(SlurmSites.Of(version));

    [Fact]
    public async Task a_credential_that_is_refused_says_nothing_about_any_job()
    {
        foreach (var options in new[] { world.Options with { UserToken = () => "garbage" }, world.Options with { User = world.Slurm.OtherUser }, world.Options with { UserToken = () => null } })
        {
            var scheduler = world.Start(options);
            (await Should.ThrowAsync<SchedulerException>(() => scheduler.ReadInventoryAsync(default))).Trouble.ShouldBe(SchedulerTrouble.Unreachable);
            (await Should.ThrowAsync<SchedulerException>(() => scheduler.ObserveAsync(new("w-1.1"), default))).Trouble.ShouldBe(SchedulerTrouble.Unreachable);
            (await Should.ThrowAsync<SchedulerException>(() => scheduler.SubmitAsync(world.Order("w-1.1", "true"), default))).Trouble.ShouldBe(SchedulerTrouble.Unreachable);
        }
    }

    [Fact]
    public async Task while_the_token_has_expired_that_is_said_and_when_it_is_renewed_nothing_was_lost()
    {
        var (go, token) = (Path.Combine(world.Shared, "go"), world.Slurm.UserToken);
        var scheduler = world.Start(world.Options with { UserToken = () => token });
        using var journal = new FileJobJournal(Path.Combine(world.Data, "journal.jsonl"));
        var site = new SiteReconciler(world.Options.Site, scheduler, journal, TimeProvider.System);
        var (runs, next) = (world.Order("w-1.1", $"while [ ! -e {go} ]; do sleep 0.2; done; echo done"), world.Order("w-2.1", "echo done"));
        site.Accept(Orders.Set(1, runs));
        await UntilAsync(site, told => told.Any(s => s.Job == runs.Job && s.State == JobState.Running));

        token = await ExpiredAsync();
        site.Accept(Orders.Set(2, runs, next));
        (await Should.ThrowAsync<SchedulerException>(() => scheduler.ReadInventoryAsync(default))).Why.Code.ShouldBe("slurm-credential-expired");
        var troubles = await site.TurnAsync(default);
        troubles.Count.ShouldBe(2);
        troubles.ShouldAllBe(t => t.Trouble == SchedulerTrouble.Unreachable && t.Why.Code == "slurm-credential-expired" && t.Why.Facts.ContainsKey("expiredAt"));
        var report = site.Report(10);
        report.KnownJobs.ShouldBe([runs.Job, next.Job], ignoreOrder: true);
        report.Sightings.ShouldAllBe(s => !s.State.IsTerminal());

        File.WriteAllText(go, "");
        token = world.Slurm.UserToken;
        await UntilAsync(site, told => told.Where(s => s.State == JobState.Succeeded).Select(s => s.Job).Distinct().Count() == 2);
        (world.StartsOf(runs.Job), world.StartsOf(next.Job)).ShouldBe((1, 1));
    }

    public void Dispose() => world.Dispose();

    /// <summary>A token of the user that was good for a second.</summary>
    private async Task<string> ExpiredAsync()
    {
        var token = world.Slurm.Control("scontrol", "token", $"username={world.Slurm.User}", "lifespan=1").Split('=', 2)[1];
        var end = ComputeNet.Adapters.Slurm.SlurmToken.ExpiresAt(token).ShouldNotBeNull();
        while (TimeProvider.System.GetUtcNow() <= end.AddSeconds(1))
            await Task.Delay(100);
        return token;
    }

    private static async Task UntilAsync(SiteReconciler site, Func<IReadOnlyList<JobSighting>, bool> expected)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        List<JobSighting> told = [];
        while (!expected(told))
        {
            patience.IsCancellationRequested.ShouldBeFalse($"never told: {string.Join(", ", told)}");
            await site.TurnAsync(default);
            told.AddRange(site.Report(10).Sightings);
            await Task.Delay(200);
        }
    }
}
