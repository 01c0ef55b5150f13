using ComputeNet.EndToEnd.Tests.Harness;
using ComputeNet.Standalone;
using ComputeNet.Standalone.Postgres;
using Npgsql;

namespace ComputeNet.EndToEnd.Tests.Standalone;

public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task what_is_stored_is_found_by_the_next_start()
    {
        await using (var first = await StartAsync())
            await ExecuteAsync(await first.OpenDatabaseAsync("things", default), "create table t (n int); insert into t values (42)");

        await using var second = await StartAsync();
        (await ExecuteAsync(await second.OpenDatabaseAsync("things", default), "select n from t")).ShouldBe(42);
    }

    [Fact]
    public async Task a_server_left_over_from_a_killed_run_is_replaced_and_nothing_is_lost()
    {
        await using var first = await StartAsync();
        await ExecuteAsync(await first.OpenDatabaseAsync("things", default), "create table t (n int); insert into t values (42)");
        var orphan = Postmaster.RunningIn(Cluster).ShouldNotBeNull();

        await using var second = await StartAsync();
        Postmaster.RunningIn(Cluster).ShouldNotBe(orphan);
        (await ExecuteAsync(await second.OpenDatabaseAsync("things", default), "select n from t")).ShouldBe(42);
    }

    [Fact]
    public async Task a_killed_server_leaves_a_pid_file_that_does_not_stop_the_next_start()
    {
        await using var first = await StartAsync();
        Signal.Send(Postmaster.RunningIn(Cluster).ShouldNotBeNull(), Signal.Kill);
        File.Exists(Path.Combine(Cluster, "postmaster.pid")).ShouldBeTrue();

        await using var second = await StartAsync();
        Postmaster.RunningIn(Cluster).ShouldNotBeNull();
    }

    [Fact]
    public async Task a_pid_file_that_names_a_stranger_does_not_stop_the_next_start()
    {
        await using (await StartAsync())
        {
        }
        await File.WriteAllTextAsync(Path.Combine(Cluster, "postmaster.pid"), $"{Environment.ProcessId}\n{Cluster}\n");

        await using var second = await StartAsync();
        Postmaster.RunningIn(Cluster).ShouldNotBeNull();
    }

    [Fact]
    public async Task nothing_runs_after_it_was_disposed()
    {
        await using (await StartAsync())
            Postmaster.RunningIn(Cluster).ShouldNotBeNull();
        Postmaster.RunningIn(Cluster).ShouldBeNull();
    }

    [Fact]
    public async Task a_folder_too_long_for_a_socket_is_refused_in_words()
    {
        var deep = folder[new string('x', 100)];
        var refusal = await Should.ThrowAsync<StartupRefusedException>(() => EmbeddedPostgres.StartAsync(deep, folder["npm"], durable: false, default));
        refusal.Message.ShouldContain(deep);
        refusal.Message.ShouldContain("choose a shorter --data");
    }

    private string Cluster => Path.Combine(folder["pg"], "data");

    private Task<EmbeddedPostgres> StartAsync() => EmbeddedPostgres.StartAsync(folder["pg"], folder["npm"], durable: true, default);

    private static async Task<object?> ExecuteAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
