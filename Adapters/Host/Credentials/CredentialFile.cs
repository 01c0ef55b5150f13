using System.Text.Json;
using ComputeNet.Contracts;

namespace ComputeNet.Adapters.Host.Credentials;

/// <summary>
/// <c>credential.json</c> in the data folder: readable by its owner only, written beside and renamed, so that a crash leaves the old one or the new one whole.
/// </summary>
public sealed class CredentialFile(string folder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Path { get; } = System.IO.Path.Combine(folder, "credential.json");

    /// <exception cref="AdapterSettingException">It is there and cannot be read.</exception>
    public CredentialState Read()
    {
        try
        {
            return File.Exists(Path) ? JsonSerializer.Deserialize<CredentialState>(File.ReadAllBytes(Path), WireFormat.Json)! : new CredentialState();
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new AdapterSettingException($"{Path} cannot be read: {e.Message} Join again with a new token from the network's operator.");
        }
    }

    public void Write(CredentialState state)
    {
        Directory.CreateDirectory(folder);
        var fresh = Path + ".new";
        // The mode counts for files that are made, not for one that is left from a crash.
        File.Delete(fresh);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var stream = new FileStream(fresh, options))
        {
            stream.Write(JsonSerializer.SerializeToUtf8Bytes(state, WireFormat.Json));
            stream.Flush(flushToDisk: true);
        }
        File.Move(fresh, Path, overwrite: true);
    }
}
