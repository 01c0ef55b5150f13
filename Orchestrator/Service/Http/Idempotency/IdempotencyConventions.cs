namespace ComputeNet.Service.Http.Idempotency;

/// <summary>This POST takes no idempotency key, and why repeating it is harmless or impossible to recognise.</summary>
public sealed record NoIdempotencyKey(string Reason);

/// <summary>The reply holds a secret: it is not kept for replays.</summary>
public sealed record SecretReply;

public static class IdempotencyConventions
{
    public static TBuilder WithoutIdempotencyKey<TBuilder>(this TBuilder route, string reason) where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new NoIdempotencyKey(reason));

    public static TBuilder WithSecretReply<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new SecretReply());

    /// <summary>Every POST that stores something, unless it says otherwise.</summary>
    public static bool NeedsKey(IEnumerable<object> metadata) =>
        metadata.OfType<IHttpMethodMetadata>().LastOrDefault()?.HttpMethods.Contains(HttpMethods.Post) == true
        && !metadata.Any(m => m is NoIdempotencyKey or ReadsOnly);
}
