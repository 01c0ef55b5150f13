using ComputeNet.Client;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Host.Credentials;

/// <summary>
/// Exchanges a one-time token for the site's credential. The credential is drawn and kept before the token is shown, so that after a crash the same command finishes the
/// same exchange. What was kept of an earlier membership stays until this one is there.
/// </summary>
public static class Joining
{
    public static async Task<KeptCredential> JoinAsync(
        CredentialFile file, Uri centre, string token, SiteId? site, string scheduler, IReadOnlyDictionary<string, string> settings, SiteAgentClient client, TimeProvider clock, CancellationToken ct)
    {
        var before = file.Read();
        var tokenHash = CredentialSecret.HashOf(token);
        var attempt = before.Joining?.TokenHash == tokenHash ? before.Joining : new JoinAttempt(tokenHash, CredentialSecret.New());
        file.Write(before with { Joining = attempt });
        var taken = await client.EnrolAsync(new EnrolSite(token, CredentialSecret.HashOf(attempt.Secret), site), ct);
        var kept = new KeptCredential(centre, taken.Site, scheduler, settings, attempt.Secret, default, default).With(attempt.Secret, taken, clock.GetUtcNow());
        file.Write(new CredentialState(kept));
        return kept;
    }
}
