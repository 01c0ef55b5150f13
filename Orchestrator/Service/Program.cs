using ComputeNet.Service;

var builder = WebApplication.CreateBuilder(args);
builder.AddOrchestrator(builder.Configuration.GetSection("ComputeNet").Get<OrchestratorOptions>() ?? new OrchestratorOptions());
var app = builder.Build();
app.MapOrchestrator();
await app.RunAsync();
