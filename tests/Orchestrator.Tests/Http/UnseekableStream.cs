namespace ComputeNet.Orchestrator.Tests.Http;

/// <summary>Hides its length, so that the body is sent in chunks without being announced.</summary>
public sealed class UnseekableStream(byte[] bytes) : MemoryStream(bytes)
{
    public override bool CanSeek => false;
}
