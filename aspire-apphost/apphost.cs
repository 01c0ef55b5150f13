#:sdk Aspire.AppHost.Sdk@13.0.0
#:package Aspire.Hosting.PostgreSQL@13.0.0
#:package Aspire.Hosting.Redis@13.0.0
#:package CommunityToolkit.Aspire.Hosting.Dapr@13.0.0
#:property ManagePackageVersionsCentrally=false

// ComputeNet as separate processes on one developer machine. README.md beside this file says what it needs and how it is checked.

using CommunityToolkit.Aspire.Hosting.Dapr;

const int portalPort = 5080;
const int orchestratorPort = 5081;
const int orchestratorDapr = 3501;
const int simulatedDapr = 3502;
const int localDapr = 3503;
const string broker = "computenet-site-messages";

var builder = DistributedApplication.CreateBuilder(args);

// A file with lines of "site token", as an operator got them from POST /api/tokens.
var siteTokens = builder.AddParameter("site-tokens-file");
var data = builder.AddParameter("data-folder");
// What the Orchestrator's sidecar shows when it brings publications: the APP_API_TOKEN of the environment in which this file is run.
var appToken = builder.AddParameter("dapr-app-token", secret: true);

var database = builder.AddPostgres("postgres").WithDataVolume().AddDatabase("computenet");
var redis = builder.AddRedis("redis");

var orchestrator = builder.AddProject("orchestrator", "../Orchestrator/Service/Service.csproj")
    .WithHttpEndpoint(port: orchestratorPort)
    .WithEnvironment("ComputeNet__ConnectionString", database)
    .WithEnvironment("ComputeNet__Redis", redis)
    .WithEnvironment("ComputeNet__DaprPubSub", broker)
    .WithEnvironment("ComputeNet__DaprAppToken", appToken)
    .WithHttpHealthCheck("/readyz")
    .WithDaprSidecar(Sidecar("orchestrator", orchestratorDapr) with { AppPort = orchestratorPort })
    .WaitFor(database)
    .WaitFor(redis);

// The hub is a WebSocket, which Dapr does not forward: the portal speaks to the Orchestrator directly.
builder.AddProject("portal", "../Portal/Portal.csproj")
    .WithHttpEndpoint(port: portalPort)
    .WithEnvironment("ComputeNet__Orchestrator", orchestrator.GetEndpoint("http"))
    .WithEnvironment("ComputeNet__PortalKeys", ReferenceExpression.Create($"{data}/portal-keys"))
    .WithHttpHealthCheck("/healthz")
    .WaitFor(orchestrator);

// Site adapters only speak outward, through their own sidecar.
builder.AddProject("simulated-sites", "../Adapters/Program/Program.csproj")
    .WithArgs("run", "--scheduler", "simulated")
    .WithEnvironment("ComputeNet__Url", ThroughSidecar(simulatedDapr))
    .WithEnvironment("ComputeNet__Transport", "dapr")
    .WithEnvironment("ComputeNet__DaprPubSub", broker)
    .WithEnvironment("ComputeNet__TokenFile", siteTokens)
    .WithEnvironment("ComputeNet__Data", ReferenceExpression.Create($"{data}/simulated-sites"))
    .WithDaprSidecar(Sidecar("simulated-sites", simulatedDapr))
    .WaitFor(orchestrator);

builder.AddProject("local-site", "../Adapters/Program/Program.csproj")
    .WithArgs("run", "--scheduler", "local")
    .WithEnvironment("ComputeNet__Url", ThroughSidecar(localDapr))
    .WithEnvironment("ComputeNet__Transport", "dapr")
    .WithEnvironment("ComputeNet__DaprPubSub", broker)
    .WithEnvironment("ComputeNet__TokenFile", siteTokens)
    .WithEnvironment("ComputeNet__Data", ReferenceExpression.Create($"{data}/local-site"))
    .WithDaprSidecar(Sidecar("local-site", localDapr))
    .WaitFor(orchestrator);

builder.Build().Run();

static string ThroughSidecar(int httpPort) => $"http://localhost:{httpPort}/v1.0/invoke/orchestrator/method/";

static DaprSidecarOptions Sidecar(string appId, int httpPort) => new()
{
    AppId = appId,
    DaprHttpPort = httpPort,
    Config = "../infra/dapr/configuration.yaml",
    ResourcesPaths = ["../infra/dapr/resources"],
};
