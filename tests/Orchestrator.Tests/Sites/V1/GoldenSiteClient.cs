using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace ComputeNet.Orchestrator.Tests.Sites.V1;

/// <summary>
/// A site's client of Site API v1, written from its published JSON and frozen: it uses no type of ours and is never touched again. Somebody runs an adapter like it for as
/// long as there is a v1; a change of the server for which this file would have to change is not a change of v1.
/// </summary>
public sealed class GoldenSiteClient(HttpClient http, string site, string token)
{
    public const string At = "2026-11-23T08:00:00+00:00";

    public Task<JsonNode?> DeclareAsync() => SendAsync("PUT", "api/site/inventory", $$"""
        {
          "agentVersion": "golden 1.0.0",
          "isSimulated": true,
          "observedAt": "{{At}}",
          "pools": [
            {
              "id": "{{site}}.npu",
              "name": "Ascend 910B",
              "architecture": "ascend",
              "model": "huawei-ascend-910b",
              "devices": 16,
              "devicesProvenance": { "basis": "measured", "source": "npu-smi info", "asOf": "2026-11-23" },
              "deviceMemoryMebibytes": 65536,
              "pricePerDeviceHour": { "amount": 9.5, "currency": "CNY" },
              "priceProvenance": { "basis": "stated", "source": "price list" },
              "wattsPerDevice": 350,
              "wattsProvenance": { "basis": "stated", "source": "data sheet" },
              "isolation": "container",
              "joinsGangs": true,
              "maintenance": [ { "from": "2027-01-01T00:00:00Z", "to": "2027-01-02T00:00:00Z", "reason": "new year" } ],
              "nodes": [
                { "id": "n1", "devices": 8, "milliCores": 64000, "memoryMebibytes": 524288, "islands": [0, 0, 0, 0, 1, 1, 1, 1] },
                { "id": "n2", "devices": 8, "milliCores": 64000, "memoryMebibytes": 524288 }
              ],
              "sharing": { "offers": "hardwarePartition", "templates": [250, 500, 1000] }
            },
            {
              "id": "{{site}}.cpu",
              "name": "Processors",
              "architecture": "cpu",
              "model": "cpu-core",
              "devices": 8,
              "devicesProvenance": { "basis": "assumed", "source": "test" },
              "pricePerDeviceHour": { "amount": 1, "currency": "CNY" },
              "priceProvenance": { "basis": "assumed", "source": "test" },
              "wattsPerDevice": 10,
              "wattsProvenance": { "basis": "assumed", "source": "test" }
            }
          ],
          "capabilities": { "can": ["logs", "telemetry", "offers"], "scheduler": "golden", "schedulerVersion": "1.0", "transport": "http" }
        }
        """);

    public Task<JsonNode?> OfferAsync(string observedAt) => SendAsync("PUT", "api/site/offers", $$"""
        {
          "observedAt": "{{observedAt}}",
          "offers": [
            {
              "pool": "{{site}}.npu",
              "asOf": "{{observedAt}}",
              "pricePerDeviceHour": { "amount": 7, "currency": "CNY" },
              "priceFactorByUtcHour": [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5],
              "priceFactorByClass": { "bestEffort": 0.5, "guaranteed": 1 },
              "mostDevices": 12,
              "blackouts": [ { "from": "2027-02-01T00:00:00Z", "to": "2027-02-02T00:00:00Z", "reason": "tender" } ],
              "measuredCarbonGramsPerKilowattHour": 410.5
            }
          ]
        }
        """);

    public Task<JsonNode?> MeasureAsync(string observedAt) => SendAsync("POST", "api/site/telemetry", $$"""
        {
          "observedAt": "{{observedAt}}",
          "pools": [
            {
              "pool": "{{site}}.npu",
              "foreignDevices": 2,
              "drainingDevices": 0,
              "sickDevices": 1,
              "devices": [
                { "node": "n1", "device": 0, "utilisationShare": 0.75, "usedMebibytes": 40960, "memoryMebibytes": 65536, "watts": 301.5, "celsius": 61, "isHealthy": true }
              ]
            }
          ]
        }
        """);

    public Task<JsonNode?> OrdersAsync(long after = 0) => SendAsync("GET", $"api/site/orders?after={after}&waitSeconds=0", null);

    /// <summary>A heartbeat when there is no job to tell of.</summary>
    public Task<JsonNode?> ReportAsync(long ordersVersion, string? job = null, long token = 0, string? state = null, string more = "") => SendAsync("POST", "api/site/sightings", $$"""
        {
          "observedAt": "{{At}}",
          "ordersVersion": {{ordersVersion}},
          "sightings": [ {{(job is null ? "" : $$"""{ "job": "{{job}}", "token": {{token}}, "state": "{{state}}", "observedAt": "{{At}}"{{more}} }""")}} ],
          "knownJobs": [ {{(job is null ? "" : $"\"{job}\"")}} ]
        }
        """);

    public Task<JsonNode?> SendLogAsync(string job, string tail) => SendAsync("POST", "api/site/logs", $$"""
        { "observedAt": "{{At}}", "logs": [ { "job": "{{job}}", "tail": "{{tail}}" } ] }
        """);

    /// <summary>The answer of a 2xx; a problem comes as an exception with its status and code.</summary>
    public async Task<JsonNode?> SendAsync(string method, string path, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Api-Version", "1");
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (response.IsSuccessStatusCode)
            return text.Length == 0 ? null : JsonNode.Parse(text);
        var problem = JsonNode.Parse(text)!;
        throw new InvalidOperationException($"{(int)response.StatusCode} {problem["code"]!.GetValue<string>()}: {problem["detail"]?.GetValue<string>()}");
    }
}
