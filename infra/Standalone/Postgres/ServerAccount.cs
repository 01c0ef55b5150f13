using System.Globalization;

namespace ComputeNet.Standalone.Postgres;

/// <summary>
/// The account that the database server runs under. PostgreSQL refuses root, so root lends it an unprivileged one;
/// everybody else runs it as themselves.
/// </summary>
public sealed record ServerAccount(string? Name, int UserId, int GroupId)
{
    private static readonly string[] Candidates = ["postgres", "nobody"];

    public static ServerAccount Choose(string passwdFile = "/etc/passwd")
    {
        if (!Environment.IsPrivilegedProcess)
            return new(null, 0, 0);
        if (ProgramRun.OnPath("setpriv") is null)
            throw new StartupRefusedException("PostgreSQL does not run as root, and 'setpriv' (package util-linux) is missing to start it as somebody else: start ComputeNet as an ordinary user.");
        var accounts = File.ReadLines(passwdFile).Select(line => line.Split(':')).Where(parts => parts.Length >= 4).ToLookup(parts => parts[0]);
        return Candidates.SelectMany(name => accounts[name]).Select(parts => new ServerAccount(parts[0], Number(parts[2]), Number(parts[3]))).FirstOrDefault()
            ?? throw new StartupRefusedException($"PostgreSQL does not run as root, and {passwdFile} has neither a user 'postgres' nor 'nobody' to run it as: start ComputeNet as an ordinary user.");
    }

    /// <summary>The command, run as this account.</summary>
    public IReadOnlyList<string> Prefix(params IReadOnlyList<string> command) => Name is null ? command
        : ["setpriv", $"--reuid={UserId}", $"--regid={GroupId}", "--clear-groups", .. command];

    /// <summary>Makes a folder that this account owns and nobody else (but root) may look into.</summary>
    public async Task CreateFolderAsync(string folder, CancellationToken ct)
    {
        string[] owner = Name is null ? [] : ["-o", $"{UserId}", "-g", $"{GroupId}"];
        var made = await ProgramRun.RunAsync(["install", "-d", "-m", "700", .. owner, folder], ct);
        if (!made.Succeeded)
            throw new StartupRefusedException($"The folder {folder} cannot be made: {made.Complaint}");
        if (!(await ProgramRun.RunAsync(Prefix("test", "-x", folder), ct)).Succeeded)
            throw new StartupRefusedException($"As root, PostgreSQL runs as the user '{Name}', who may not enter {folder}: choose a --data folder whose parents everybody may enter, such as /var/lib/computenet.");
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
