namespace ComputeNet.Standalone.Postgres;

/// <summary>Where distributions put PostgreSQL's server programs; most keep them off the PATH.</summary>
public static class InstalledPostgres
{
    /// <summary>Parent folder, pattern of the versioned folder in it, and where the programs are below that.</summary>
    private static readonly (string Parent, string Pattern, string Below)[] Versioned =
    [
        ("/usr/lib/postgresql", "*", "bin"),                    // Debian, Ubuntu
        ("/usr/libexec", "postgresql*", ""),                    // Alpine
        ("/usr", "pgsql-*", "bin"),                             // Red Hat, from postgresql.org
        ("/opt/homebrew/opt", "postgresql*", "bin"),            // macOS on Apple silicon
        ("/usr/local/opt", "postgresql*", "bin"),               // macOS on Intel
    ];

    private static readonly string[] Fixed = ["/usr/bin", "/usr/local/pgsql/bin"];

    /// <summary>The folders worth a look, the PATH first, then newest version first within each place.</summary>
    public static IEnumerable<string> Folders() =>
        OnPath().Concat(Versioned.SelectMany(place => NewestFirst(place.Parent, place.Pattern, place.Below))).Concat(Fixed)
            .Where(Directory.Exists).Distinct();

    /// <summary>The folders of <paramref name="parent"/> in falling order of the number in their names.</summary>
    public static IEnumerable<string> NewestFirst(string parent, string pattern, string below) =>
        !Directory.Exists(parent) ? [] : Directory.GetDirectories(parent, pattern)
            .OrderByDescending(folder => int.TryParse(string.Concat(Path.GetFileName(folder).Where(char.IsAsciiDigit)), out var number) ? number : 0)
            .Select(folder => Path.Combine(folder, below));

    private static IEnumerable<string> OnPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Where(Path.IsPathRooted);
}
