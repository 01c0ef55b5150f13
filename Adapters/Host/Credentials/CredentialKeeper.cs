using ComputeNet.Client;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Host.Credentials;

/// <summary>
/// Holds the site's credential and renews it. The next one is on disk before the centre hears of it, and the old one until the centre has said yes: whatever breaks off
/// in between, one of the two is good, and which of them is found out before anything else is said.
/// </summary>
/// <param name="file">Where it is kept.</param>
/// <param name="renew">Tells the centre a hash, as whom.</param>
/// <param name="clock">This machine's.</param>
public sealed class CredentialKeeper(CredentialFile file, Func<string, RenewCredential, CancellationToken, Task<SiteCredential>> renew, TimeProvider clock)
{
    private const int Unauthorized = 401;

    /// <summary>As long as an answer is missing that may have been yes, the old one is good by the centre's overlap; this is well below that.</summary>
    private static readonly TimeSpan LongestDoubt = TimeSpan.FromMinutes(10);

    private volatile KeptCredential kept = file.Read().Kept ?? throw new AdapterSettingException($"{file.Path} holds no credential: join first.");
    private DateTimeOffset? doubtSince = file.Read().Kept?.Next is null ? null : DateTimeOffset.MinValue;

    public SiteId Site => kept.Site;

    /// <summary>
    /// Null for another site, and while it is not known which of two the centre has: shown by mistake, the old one would be taken for stolen.
    /// </summary>
    public string? TokenOf(SiteId site) => site == kept.Site && !IsInDoubt ? kept.Secret : null;

    private bool IsInDoubt => doubtSince is { } since && clock.GetUtcNow() - since >= LongestDoubt;

    /// <summary>How long until it should be renewed; not positive when it should be now.</summary>
    public TimeSpan UntilDue => kept.IsDue(clock.GetUtcNow()) ? TimeSpan.Zero : kept.RenewAt - clock.GetUtcNow();

    /// <exception cref="ApiRefusedException">The centre takes neither.</exception>
    /// <exception cref="UnreachableException">It does not answer.</exception>
    public async Task RenewAsync(CancellationToken ct)
    {
        if (kept.Next is { } perhaps)
        {
            await SettleAsync(perhaps, ct);
            return;
        }
        var next = CredentialSecret.New();
        Keep(kept with { Next = next, NextSince = clock.GetUtcNow() });
        await RenewAsync(kept.Secret, next, ct);
    }

    /// <summary>If the centre has taken the next one, that one is let in, and telling it again changes nothing; if it has not, it knows no such secret.</summary>
    private async Task SettleAsync(string perhaps, CancellationToken ct)
    {
        try
        {
            await RenewAsync(perhaps, perhaps, ct);
        }
        catch (ApiRefusedException e) when (e.Problem.Status == Unauthorized)
        {
            await RenewAsync(kept.Secret, perhaps, ct);
        }
    }

    private async Task RenewAsync(string shown, string next, CancellationToken ct)
    {
        try
        {
            var taken = await renew(shown, new RenewCredential(CredentialSecret.HashOf(next)), ct);
            Keep(kept.With(next, taken, kept.NextSince ?? clock.GetUtcNow()));
            doubtSince = null;
        }
        catch (UnreachableException)
        {
            doubtSince ??= clock.GetUtcNow();
            throw;
        }
        catch (ApiRefusedException e) when (shown == kept.Secret && e.Problem.Status != Unauthorized)
        {
            // The old one is let in, and the next one was not taken.
            doubtSince = null;
            throw;
        }
    }

    private void Keep(KeptCredential changed)
    {
        file.Write(new CredentialState(changed));
        kept = changed;
    }
}
