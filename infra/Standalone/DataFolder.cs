using System.Globalization;

namespace ComputeNet.Standalone;

/// <summary>The folder that holds everything that outlives a run, locked for as long as one process uses it.</summary>
public sealed class DataFolder : IDisposable
{
    private readonly string root;
    private readonly FileStream held;

    private DataFolder(string root, FileStream held) => (this.root, this.held) = (root, held);

    public string Postgres => Path.Combine(root, "postgres");
    public string NpmCache => Path.Combine(root, "npm");
    public string ClockFile => Path.Combine(root, "clock.json");

    /// <summary>The keys that protect cookies, readable by us alone.</summary>
    public string Keys => Private("keys");

    /// <summary>Journals and jobs of the sites that run in this process.</summary>
    public string Sites => Private("sites");

    /// <summary>Makes the folder if it is new and takes the lock, which the system drops when the process ends, however it ends.</summary>
    public static DataFolder Open(string root)
    {
        try
        {
            Directory.CreateDirectory(root);
            var held = Lock(root);
            File.WriteAllText(ProcessFile(root), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new(root, held);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupRefusedException($"The data folder {root} cannot be used: {e.Message}");
        }
    }

    /// <summary>The process file stays until the next run: it only names the holder of the lock.</summary>
    public void Dispose() => held.Dispose();

    private static FileStream Lock(string root)
    {
        try
        {
            return new(Path.Combine(root, "standalone.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(ProcessFile(root)))
        {
            throw new StartupRefusedException($"Another ComputeNet (process {File.ReadAllText(ProcessFile(root))}) is using the data folder {root}: stop it, or choose another folder with --data.");
        }
    }

    private static string ProcessFile(string root) => Path.Combine(root, "standalone.pid");

    private string Private(string name)
    {
        var folder = Path.Combine(root, name);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return folder;
    }
}
