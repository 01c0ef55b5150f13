using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Service.Tenants;
using ComputeNet.Standalone.Clock;
using ComputeNet.Standalone.Postgres;

namespace ComputeNet.Standalone;

/// <summary>One run from start to stop: lock the data, set the clock, start the database, serve until told to stop; then all that backwards.</summary>
public static class StandaloneRun
{
    public static async Task<int> RunAsync(StandaloneOptions options)
    {
        try
        {
            using var data = DataFolder.Open(options.DataFolder);
            var port = ListenPort.Claim(options.Port);
            await using var clock = ClockKeeper.Open(data.ClockFile, options.Speed, TimeProvider.System);
            await using var database = await Database.OpenAsync(options, data, CancellationToken.None);
            await using var app = Composition.Build(options, data, new Uri($"http://localhost:{port}"), clock.Clock, database.ConnectionString);
            await app.StartAsync();
            var first = await app.Services.GetRequiredService<FirstRun>().EnsureAsync(CancellationToken.None);
            foreach (var (user, password) in first?.Generated ?? new Dictionary<UserId, string>())
                Console.WriteLine($"First run: user {user}, password {password}");
            Console.WriteLine($"ComputeNet is at http://localhost:{port}");
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (StartupRefusedException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
