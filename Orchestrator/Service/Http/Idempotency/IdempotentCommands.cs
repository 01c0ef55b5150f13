using System.Security.Cryptography;
using System.Text;
using ComputeNet.Contracts;
using ComputeNet.Service.Http.Problems;

namespace ComputeNet.Service.Http.Idempotency;

/// <summary>
/// A POST runs once per user and <c>Idempotency-Key</c>. A repetition gets the stored reply (<c>Idempotency-Replayed: true</c>); one that
/// comes while the first still runs waits for it; after a crash it runs again under the same request id, which gives the same ids and so
/// the same effect. Only success is kept: a refused command changed nothing and may be tried again, also with another body.
/// </summary>
public sealed class IdempotentCommands(IdempotencyKeys keys)
{
    public const string ReplayedHeader = "Idempotency-Replayed";
    private const int LongestKey = 100;

    public async Task RunAsync(HttpContext context, Body body, RequestDelegate endpoint)
    {
        var key = KeyOf(context.Request);
        var actor = (Caller.Of(context.User) ?? throw new InvalidOperationException($"{context.Request.Path} is anonymous and has no user to keep a key for.")).User.Value;
        var fingerprint = Fingerprint(context.Request, body);
        var ct = context.RequestAborted;

        if (await keys.FindAsync(actor, key, ct) is { Reply: not null } done)
        {
            await ReplayAsync(context, done, fingerprint);
            return;
        }
        await using var held = await keys.HoldAsync(actor, key, ct) ?? throw InProgress(context);
        var stored = await held.FindAsync(ct);
        if (stored?.Reply is not null)
        {
            await ReplayAsync(context, stored, fingerprint);
            return;
        }
        var brokeOffBefore = stored is not null;
        if (stored is null)
            await held.ReserveAsync(stored = new StoredCommand(fingerprint, Guid.CreateVersion7(), null), ct);
        else
            RefuseReuse(stored, fingerprint);
        context.Features.Set(new CommandIdentity(stored.RequestId));
        await ExecuteAsync(context, held, brokeOffBefore, endpoint);
    }

    private static async Task ExecuteAsync(HttpContext context, HeldKey held, bool brokeOffBefore, RequestDelegate endpoint)
    {
        // A command that broke off may have been carried out: its request id is kept whatever a later try says.
        Task ForgetAsync() => brokeOffBefore ? Task.CompletedTask : held.ForgetAsync();
        var response = context.Response;
        var wire = response.Body;
        using var buffer = new MemoryStream();
        response.Body = buffer;
        try
        {
            await endpoint(context);
        }
        catch (Exception e) when (ProblemTable.Of(e).Status < StatusCodes.Status500InternalServerError)
        {
            await ForgetAsync();
            throw;
        }
        finally
        {
            response.Body = wire;
        }
        if (response.StatusCode < StatusCodes.Status300MultipleChoices)
            await held.CompleteAsync(Reply(context, buffer));
        else if (response.StatusCode < StatusCodes.Status500InternalServerError)
            await ForgetAsync();
        await wire.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), context.RequestAborted);
    }

    private static StoredReply Reply(HttpContext context, MemoryStream buffer)
    {
        var isSecret = context.GetEndpoint()?.Metadata.GetMetadata<SecretReply>() is not null;
        return new StoredReply(
            context.Response.StatusCode, context.Response.ContentType, context.Response.Headers.ETag, context.Response.Headers.Location, isSecret || buffer.Length == 0 ? null : buffer.ToArray());
    }

    private static async Task ReplayAsync(HttpContext context, StoredCommand stored, byte[] fingerprint)
    {
        RefuseReuse(stored, fingerprint);
        if (context.GetEndpoint()?.Metadata.GetMetadata<SecretReply>() is not null)
            throw new ProblemException(new("Done before", 409, "reply-not-kept", "This was done before, and its reply held a secret that is shown only once. Revoke it and make another under a new key."));
        var reply = stored.Reply!;
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.ContentType;
        context.Response.Headers.ETag = reply.ETag;
        context.Response.Headers.Location = reply.Location;
        context.Response.Headers[ReplayedHeader] = "true";
        await context.Response.Body.WriteAsync(reply.Body ?? [], context.RequestAborted);
    }

    private static void RefuseReuse(StoredCommand stored, byte[] fingerprint)
    {
        if (!stored.Fingerprint.AsSpan().SequenceEqual(fingerprint))
            throw new ProblemException(new("Key used before", 422, "idempotency-key-reused", "This idempotency key was used for another request. Take a new key for a new command.",
                Errors: new Dictionary<string, string[]> { [WireFormat.IdempotencyHeader] = ["was used for another request."] }));
    }

    private static string KeyOf(HttpRequest request)
    {
        var key = request.Headers[WireFormat.IdempotencyHeader].ToString();
        return key.Length is > 0 and <= LongestKey && key.All(c => c is > ' ' and <= '~')
            ? key
            : throw new ProblemException(RequestTrouble.Malformed(new Dictionary<string, string[]>
            {
                [WireFormat.IdempotencyHeader] = [$"must be 1–{LongestKey} visible ASCII characters, new for each command and the same when it is repeated."],
            }));
    }

    private static ProblemException InProgress(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "2";
        return new(new("In progress", 409, "request-in-progress", "The first request with this key still runs. Repeat it in a moment."));
    }

    private static byte[] Fingerprint(HttpRequest request, Body body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        hash.AppendData(body.Bytes.Span);
        return hash.GetHashAndReset();
    }
}
