namespace ComputeNet.Adapters.Tests.Harness;

/// <summary>A folder of its own, open for passing through, removed with all that is in it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"computenet-adapters-{Guid.NewGuid():N}");

    public TemporaryFolder() => Directory.CreateDirectory(Path);

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A process that was just killed may still put a last file in.</summary>
    public void Dispose() => SpinWait.SpinUntil(TryDelete, TimeSpan.FromSeconds(10)).ShouldBeTrue($"{Path} cannot be removed");

    private bool TryDelete()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
