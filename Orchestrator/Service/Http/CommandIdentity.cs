namespace ComputeNet.Service.Http;

/// <summary>The request id that was drawn for this idempotency key, kept with the request until the command context is made.</summary>
public sealed record CommandIdentity(Guid RequestId)
{
    public static Guid Of(HttpContext context)
    {
        if (context.Features.Get<CommandIdentity>() is { } drawn)
            return drawn.RequestId;
        var identity = new CommandIdentity(Guid.CreateVersion7());
        context.Features.Set(identity);
        return identity.RequestId;
    }
}
