using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Tenants;
using ComputeNet.Service.Http;
using ComputeNet.Service.Http.Problems;
using Marten;

namespace ComputeNet.Service.Tenants;

/// <summary><c>POST /api/session</c>: a name and a password become a session token. Every failure looks the same.</summary>
public static class SignInPerson
{
    public static readonly TimeSpan SessionLength = TimeSpan.FromHours(12);

    public static async Task<Session> Handle(
        SignIn body, HttpContext http, IDocumentStore store, Passwords passwords, RateLimits limits, OrchestratorOptions options, TimeProvider clock, CancellationToken ct)
    {
        limits.CountSignIn(http, body.User);
        var name = UserId.TryParse(body.User, null, out var wellFormed) ? wellFormed : (UserId?)null;
        var context = new CommandContext(name ?? new UserId("anonymous"), "", null, null, Correlation.Of(http), CommandIdentity.Of(http), clock.GetUtcNow());
        await using var session = context.OpenSession(store);

        var stored = name is { } known ? await session.LoadAsync<UserPassword>(known.Value, ct) : null;
        var isRight = passwords.IsRight(stored, body.Password);
        if (stored is null)
        {
            session.LastModifiedBy = "anonymous";
            session.Events.Append(UnknownUserTried.Stream, new UnknownUserTried(context.Now));
            await session.SaveChangesAsync(ct);
            throw Failed();
        }

        // Exclusive, so that passwords tried at the same time are counted one by one.
        var stream = await session.Events.FetchForExclusiveWriting<User>(User.StreamOf(name!.Value), ct);
        var user = stream.Aggregate ?? throw new InvalidOperationException($"User {name} has a password but no stream.");
        var now = options.WallClock.GetUtcNow();
        var events = user.SignIn(isRight, now, context.Now).OrThrow();
        stream.AppendMany(events);
        if (events is not [SignedIn])
        {
            await session.SaveChangesAsync(ct);
            throw Failed();
        }
        var secret = AccessToken.NewSecret();
        var token = new AccessToken(
            context.NewId("s"), AccessToken.HashOf(secret), "session", TokenScopes.Full, true, user.UserId, user.Role, user.Tenant, user.Site, now, now + SessionLength);
        session.Insert(token);
        await session.SaveChangesAsync(ct);
        return new Session(secret, new Identity(user.UserId, user.Role, user.Tenant, user.Site), token.ExpiresAt);
    }

    private static ProblemException Failed() => new(new(
        "Sign-in failed", StatusCodes.Status401Unauthorized, "sign-in-failed", "The name or the password is wrong, or the account is locked for a while after too many tries."));
}
