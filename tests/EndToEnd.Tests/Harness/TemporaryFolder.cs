namespace ComputeNet.EndToEnd.Tests.Harness;

/// <summary>A folder for one test, short enough for a socket in it and open enough for an unprivileged server; gone afterwards.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder()
    {
        // Directory.CreateTempSubdirectory makes folders that only their owner may enter.
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "cn-" + Guid.NewGuid().ToString("N")[..8]);
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
