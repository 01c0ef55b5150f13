using ComputeNet.Contracts.Vocabulary;
using ComputeNet.EndToEnd.Tests.Harness;
using ComputeNet.Standalone.Postgres;

namespace ComputeNet.EndToEnd.Tests.Standalone;

public sealed class StandaloneStartTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task the_first_run_alone_prints_passwords_and_the_second_still_knows_them()
    {
        IReadOnlyDictionary<string, string> passwords;
        await using (var first = await StandaloneProcess.StartAsync(folder["data"], "--no-simulated-sites"))
        {
            passwords = first.FirstPasswords;
            passwords.Keys.ShouldBe(["operator", "tenant"], ignoreOrder: true);
            await first.InterruptAsync();
        }
        await using var second = await StandaloneProcess.StartAsync(folder["data"], "--no-simulated-sites");
        second.FirstPasswords.ShouldBeEmpty();
        second.Output.ShouldNotContain("password");
        using var person = await Person.SignInAsync(second.Address, "operator", passwords["operator"]);
        (await person.Client.WhoAmIAsync()).Role.ShouldBe(Roles.Operator);
    }

    [Fact]
    public async Task ctrl_c_stops_everything_cleanly()
    {
        await using var standalone = await StandaloneProcess.StartAsync(folder["data"]);
        Postmaster.RunningIn(Cluster).ShouldNotBeNull();

        (await standalone.InterruptAsync()).ShouldBe(0, standalone.Output);
        Postmaster.RunningIn(Cluster).ShouldBeNull();
        File.Exists(Path.Combine(Cluster, "postmaster.pid")).ShouldBeFalse("the server was stopped, not killed");
    }

    [Fact]
    public async Task a_second_start_on_the_same_data_folder_says_who_has_it_and_exits()
    {
        await using var first = await StandaloneProcess.StartAsync(folder["data"]);

        var (exitCode, output) = await StandaloneProcess.RunToEndAsync("--data", folder["data"], "--port", "0");
        exitCode.ShouldNotBe(0);
        output.ShouldContain($"process {first.Id}");
        output.ShouldContain(folder["data"]);
        Postmaster.RunningIn(Cluster).ShouldNotBeNull("the first one is left alone");
    }

    [Fact]
    public async Task after_sudden_death_the_database_is_not_left_running_for_long_and_the_next_start_works()
    {
        await using (var first = await StandaloneProcess.StartAsync(folder["data"]))
            await first.KillAsync();
        await using var second = await StandaloneProcess.StartAsync(folder["data"]);
        (await second.InterruptAsync()).ShouldBe(0, second.Output);
        Postmaster.RunningIn(Cluster).ShouldBeNull();
    }

    [Fact]
    public async Task a_taken_port_is_one_sentence_and_a_failure()
    {
        await using var first = await StandaloneProcess.StartAsync(folder["data"]);
        var port = first.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        var (exitCode, output) = await StandaloneProcess.RunToEndAsync("--data", folder["other"], "--port", port);
        exitCode.ShouldBe(1);
        output.ShouldBe($"Port {port} is taken: choose another one with --port.");
    }

    [Theory]
    [InlineData("--speed", "0.5", "--speed must be a number from 1 to 10000, not '0.5'.")]
    [InlineData("--speed", "NaN", "--speed must be a number from 1 to 10000, not 'NaN'.")]
    [InlineData("--port", "70000", "--port must be a number from 0 to 65535, not '70000'.")]
    [InlineData("--world", "/no/such/folder", "--world must be an existing folder, not '/no/such/folder'.")]
    [InlineData("--place", "atlantis", "--place 'atlantis' is not a place of the catalogue")]
    [InlineData("--postgres", "nonsense", "--postgres is not a connection string")]
    [InlineData("--postgres", "Host=127.0.0.1;Port=1;Username=nobody;Timeout=2", "The PostgreSQL named by --postgres does not answer")]
    public async Task a_bad_option_is_named_with_its_value(string option, string value, string sentence)
    {
        string[] port = option == "--port" ? [] : ["--port", "0"];
        var (exitCode, output) = await StandaloneProcess.RunToEndAsync(["--data", folder["data"], .. port, option, value]);
        exitCode.ShouldNotBe(0);
        output.ShouldContain(sentence);
    }

    private string Cluster => Path.Combine(folder["data"], "postgres", "data");
}
