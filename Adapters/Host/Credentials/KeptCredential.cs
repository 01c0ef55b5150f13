using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Host.Credentials;

/// <summary>What an adapter keeps of having joined: as whom, where, with which scheduler and settings, and the credential.</summary>
/// <param name="Centre">Address of the network.</param>
/// <param name="Site">Whom the credential speaks for.</param>
/// <param name="Scheduler">What <c>--scheduler</c> said.</param>
/// <param name="Settings">Further settings of the command line, so that a later start needs none.</param>
/// <param name="Secret">The credential.</param>
/// <param name="RenewAt">By this machine's own clock: when it is to be renewed.</param>
/// <param name="RenewEvery">How long after it was got that is.</param>
public sealed record KeptCredential(
    Uri Centre, SiteId Site, string Scheduler, IReadOnlyDictionary<string, string> Settings, string Secret, DateTimeOffset RenewAt, TimeSpan RenewEvery)
{
    /// <summary>The next credential, from before the centre hears of it until its answer is kept; whether it is the site's already is then not known here.</summary>
    public string? Next { get; init; }

    /// <summary>By this machine's own clock: when the next one was drawn, which is before the centre can have taken it.</summary>
    public DateTimeOffset? NextSince { get; init; }

    /// <summary>The same with a credential that the centre has taken, to be renewed half way to when the centre wants it renewed at the latest, counted by this machine's clock.</summary>
    /// <param name="secret">The credential.</param>
    /// <param name="taken">The centre's word.</param>
    /// <param name="since">When it was drawn: its life began no earlier, however late its answer came.</param>
    public KeptCredential With(string secret, SiteCredential taken, DateTimeOffset since)
    {
        // A third of its life, since two thirds are left then; only the length is the centre's word, so that no clock needs to be right.
        var every = (taken.ExpiresAt - taken.RenewAfter) / 2;
        return this with { Secret = secret, Next = null, NextSince = null, RenewAt = since + every, RenewEvery = every };
    }

    /// <summary>Also when the clock was set back since.</summary>
    public bool IsDue(DateTimeOffset now) => Next is not null || now >= RenewAt || RenewAt - now > RenewEvery;
}

/// <summary>A join under way: which token it exchanges (by its hash), and the credential that it drew for it.</summary>
public sealed record JoinAttempt(string TokenHash, string Secret);

/// <summary>Everything in the file.</summary>
public sealed record CredentialState(KeptCredential? Kept = null, JoinAttempt? Joining = null);
