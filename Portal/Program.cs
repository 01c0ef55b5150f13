using ComputeNet.Portal;

var builder = WebApplication.CreateBuilder(args);
builder.AddPortal(PortalOptions.From(builder.Configuration));
builder.AddPortalTelemetry();
builder.Services.AddHealthChecks();

var app = builder.Build();
app.MapPortal();
app.MapHealthChecks("/healthz");
app.Run();
