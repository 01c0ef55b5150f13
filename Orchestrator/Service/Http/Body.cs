using ComputeNet.Contracts;
using ComputeNet.Service.Http.Problems;

namespace ComputeNet.Service.Http;

/// <summary>The whole body of a request, read once within its limit: the binder reads it again, the idempotency fingerprint is made of it.</summary>
public sealed record Body(ReadOnlyMemory<byte> Bytes)
{
    /// <summary>One mebibyte, where a route does not say otherwise.</summary>
    public const int DefaultLimit = 1 << 20;

    /// <summary>Replaces the request's stream by the bytes read. More than the limit is refused, when it is announced or as soon as it is seen.</summary>
    public static async Task<Body> ReadAsync(HttpContext context)
    {
        var limit = context.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>()?.Bytes ?? DefaultLimit;
        var request = context.Request;
        if (request.ContentLength > limit)
            throw new ProblemException(TooLarge(limit));
        var buffer = new MemoryStream((int)(request.ContentLength ?? 0));
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, context.RequestAborted)) > 0)
        {
            if (buffer.Length + read > limit)
                throw new ProblemException(TooLarge(limit));
            buffer.Write(chunk.AsSpan(0, read));
        }
        buffer.Position = 0;
        request.Body = buffer;
        return new Body(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
    }

    public static ApiProblem TooLarge(long limit) => new(
        "Body too large", StatusCodes.Status413PayloadTooLarge, "body-too-large", $"The body may have {limit} bytes.",
        Facts: new Dictionary<string, string> { ["limitBytes"] = $"{limit}" });
}

/// <summary>How many bytes the body of this route may have.</summary>
public sealed record BodyLimit(int Bytes);
