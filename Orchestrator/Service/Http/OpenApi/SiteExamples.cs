using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ComputeNet.Service.Http.OpenApi;

/// <summary>
/// What the messages of Site API v1 look like, and what is said to those that are refused: whoever writes an adapter works from here. The examples are made of the types
/// themselves and sent to the routes by a test, so they are never wrong.
/// </summary>
public static class SiteExamples
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
    private static readonly PoolId Pool = new("hangzhou-ai.ascend-910b");
    private static readonly JobKey Job = new("w-01kb3v4z5c8q.1");
    private static readonly Provenance Counted = new(Basis.Measured, "npu-smi info", new DateOnly(2026, 11, 23));

    private static readonly IReadOnlyDictionary<string, Example> Routes = new Dictionary<string, Example>
    {
        ["PUT api/site/inventory"] = new(
            new SiteInventory("slurm 1.0.0", false, At,
            [
                new(Pool, "Ascend 910B", Architecture.Ascend, new("huawei-ascend-910b"), 16, Counted, 65536, Money.Yuan(9.5m), new(Basis.Stated, "price list"), 350, new(Basis.Stated, "data sheet"))
                {
                    Isolation = Isolation.Machine,
                    Nodes = [new("n1", 8, 64_000, 524_288), new("n2", 8, 64_000, 524_288)],
                },
            ])
            {
                Capabilities = new([Capability.Logs, Capability.Telemetry]) { Scheduler = "slurm", SchedulerVersion = "24.11.5", Transport = "http" },
            },
            null, new() { [403] = "foreign-pool", [404] = "site-unknown", [409] = "site-message-outdated", [422] = "invalid-fields, site-time-ahead" }),
        ["GET api/site/orders"] = new(
            null,
            new SiteOrders(42,
            [
                new(Job, new("w-01kb3v4z5c8q"), new(7), Pool, 2,
                    new Variant { Architecture = Architecture.Ascend, DevicesPerMember = 8, TimeLimitSeconds = 7200, ExpectedSeconds = 3600, Command = ["python", "train.py"] },
                    At, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
            ])
            { LogsWanted = [Job] },
            []),
        ["POST api/site/sightings"] = new(
            new SightingReport(At, 42, [new(Job, new(7), JobState.Succeeded, At, At.AddHours(-1), At, 0, LogTail: "epoch 90: loss 0.31\n")], [Job]),
            new SightingReceipt([Job], []), new() { [422] = "invalid-fields, published-end" }),
        ["POST api/site/telemetry"] = new(
            new SiteTelemetry(At, [new(Pool, 2, 0, 1, [new("n1", 0, 0.75, 40_960, 65_536, 301.5, 61, true)])]),
            null, new() { [403] = "foreign-pool", [409] = "site-message-outdated", [422] = "invalid-fields, site-time-ahead" }),
        ["PUT api/site/offers"] = new(
            new SiteOffers(At, [new(Pool, At) { PricePerDeviceHour = Money.Yuan(7), PriceFactorByClass = new Dictionary<ServiceClass, double> { [ServiceClass.BestEffort] = 0.5 }, MostDevices = 12 }]),
            null, new() { [403] = "foreign-pool", [409] = "site-message-outdated", [422] = "invalid-fields, site-time-ahead" }),
        ["POST api/site/logs"] = new(new SiteLogs(At, [new(Job, "epoch 12: loss 1.07\n")]), null, new() { [422] = "invalid-fields" }),
    };

    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        if (!Routes.TryGetValue($"{context.Description.HttpMethod} {context.Description.RelativePath!.Trim('/')}", out var example))
            return Task.CompletedTask;
        if (example.Request is not null && operation.RequestBody?.Content is { } request)
            foreach (var body in request.Values)
                body.Example = NodeOf(example.Request);
        if (example.Response is null && operation.Responses?.Remove("200") == true)
            operation.Responses["204"] = new OpenApiResponse { Description = "No Content" };
        if (example.Response is not null && operation.Responses?.GetValueOrDefault("200")?.Content is { } response)
            foreach (var body in response.Values)
                body.Example = NodeOf(example.Response);
        foreach (var (status, codes) in example.Problems)
        {
            var problem = CommonParts.ProblemResponse(status, context.Document!);
            problem.Description = $"{problem.Description}: {codes}";
            foreach (var body in problem.Content!.Values)
                body.Example = NodeOf(new ApiProblem("Refused", status, codes.Split(',')[0]));
            operation.Responses![status.ToString(CultureInfo.InvariantCulture)] = problem;
        }
        return Task.CompletedTask;
    }

    private static JsonNode? NodeOf(object value) => JsonSerializer.SerializeToNode(value, value.GetType(), WireFormat.Json);

    /// <param name="Request">The body; null: there is none.</param>
    /// <param name="Response">The answer of a 200; null: 204.</param>
    /// <param name="Problems">The codes that the route itself says no with, by status; what every route has is not repeated.</param>
    private sealed record Example(object? Request, object? Response, Dictionary<int, string> Problems);
}
