using ComputeNet.Service;
using ComputeNet.Service.Tenants;

var builder = WebApplication.CreateBuilder(args);
builder.AddOrchestrator(builder.Configuration.GetSection("ComputeNet").Get<OrchestratorOptions>() ?? new OrchestratorOptions());
var app = builder.Build();
app.MapOrchestrator();
await app.StartAsync();
if (await app.Services.GetRequiredService<FirstRun>().EnsureAsync(CancellationToken.None) is { } first)
    foreach (var (user, password) in first.Generated)
        Console.WriteLine($"First run: user {user}, password {password}");
await app.WaitForShutdownAsync();
