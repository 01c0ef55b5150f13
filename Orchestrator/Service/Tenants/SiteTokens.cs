using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Tenants;
using ComputeNet.Service.Http;
using Marten;

namespace ComputeNet.Service.Tenants;

/// <summary>
/// Tokens for adapters that run in the host process itself. Their secrets live in memory only, so each start issues new ones in place
/// of the last start's. Adapters elsewhere get theirs from an operator (<c>POST /api/tokens</c>).
/// </summary>
public sealed class SiteTokens(IDocumentStore store, OrchestratorOptions options, TimeProvider clock)
{
    private const string Name = "own-adapter";
    private static readonly UserId Host = new("host");
    private static readonly TimeSpan Validity = TimeSpan.FromDays(366);

    /// <summary>Whether the token is of an adapter in the host process itself.</summary>
    public static bool IsOwn(AccessToken token) => token is { Name: Name, Role: Roles.Site };

    /// <summary>One secret per site, all in one transaction; what was issued before opens nothing from then on.</summary>
    public async Task<IReadOnlyDictionary<SiteId, string>> IssueAsync(IReadOnlyCollection<SiteId> sites, CancellationToken ct)
    {
        var now = options.WallClock.GetUtcNow();
        var context = CommandContext.OfTheBrain(clock) with { Actor = Host };
        var secrets = sites.Distinct().ToDictionary(site => site, _ => AccessToken.NewSecret());
        await using var session = context.OpenSession(store);
        session.DeleteWhere<AccessToken>(t => t.Name == Name && t.Role == Roles.Site);
        session.Insert(secrets.Select(s => new AccessToken(
            $"t-{Base32.Of(Guid.CreateVersion7())}", AccessToken.HashOf(s.Value), Name, TokenScopes.Site, false, Host, Roles.Site, null, s.Key, now, now + Validity)));
        session.Events.Append(SiteTokensIssued.Stream, new SiteTokensIssued(secrets.Count, now + Validity, context.Now));
        await session.SaveChangesAsync(ct);
        return secrets;
    }
}
