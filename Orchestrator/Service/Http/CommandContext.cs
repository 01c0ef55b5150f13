using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Service.Sites.Publications;
using Marten;

namespace ComputeNet.Service.Http;

/// <summary>
/// Who commands, when, and under which correlation id. <paramref name="RequestId"/> is drawn once per idempotency key: a repeated
/// command gets the same one, so that the ids made from it are the same too.
/// </summary>
public sealed record CommandContext(UserId Actor, string Role, TenantId? Tenant, SiteId? Site, string CorrelationId, Guid RequestId, DateTimeOffset Now)
{
    /// <summary>The actor of what the Orchestrator does by itself: planning rounds, lost sites.</summary>
    public static CommandContext OfTheBrain(TimeProvider clock) =>
        new(new UserId("brain"), Roles.Operator, null, null, Guid.CreateVersion7().ToString("N"), Guid.CreateVersion7(), clock.GetUtcNow());

    /// <summary>Read from the request, so that an endpoint may simply ask for it as a parameter.</summary>
    public static ValueTask<CommandContext> BindAsync(HttpContext context)
    {
        var caller = Caller.Of(context.User)
            ?? throw new InvalidOperationException($"{context.Request.Path} asks for its caller but lets anonymous ones in.");
        var actor = caller is { Role: Roles.Site, Site: { } site } ? new UserId($"site.{site}") : caller.User;
        return ValueTask.FromResult(new CommandContext(
            actor, caller.Role, caller.Tenant, caller.Site, Correlation.Of(context), CommandIdentity.Of(context),
            context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow())
        {
            IsSaidNow = !PublishedLater.Is(context),
        });
    }

    /// <summary>The caller is on the line; false for a message that a broker kept, which says nothing of the present.</summary>
    public bool IsSaidNow { get; init; } = true;

    public bool IsOperator => Role == Roles.Operator;

    /// <summary>A session whose events carry actor and correlation id.</summary>
    public IDocumentSession OpenSession(IDocumentStore store)
    {
        var session = store.LightweightSession();
        session.LastModifiedBy = Actor.Value;
        session.CorrelationId = CorrelationId;
        return session;
    }

    /// <summary>A time-ordered id made from the request id: 26 characters of Crockford's base 32 in lower case.</summary>
    public string NewId(string prefix) => $"{prefix}-{Base32.Of(RequestId)}";
}
