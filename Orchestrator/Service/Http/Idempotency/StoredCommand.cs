namespace ComputeNet.Service.Http.Idempotency;

/// <summary>What is known of a key: what was asked under it, the request id drawn for it, and the reply once there is one.</summary>
public sealed record StoredCommand(byte[] Fingerprint, Guid RequestId, StoredReply? Reply);

/// <summary>A reply as it was sent; the body is null when it was empty or held a secret.</summary>
public sealed record StoredReply(int Status, string? ContentType, string? ETag, string? Location, byte[]? Body);
