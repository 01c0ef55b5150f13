using System.Text;
using System.Text.Json;
using ComputeNet.Contracts;

namespace ComputeNet.Orchestrator.Tests.Hosting;

public static class JsonText
{
    public static StringContent Of(object body) => Raw(JsonSerializer.Serialize(body, WireFormat.Json));

    public static StringContent Raw(string json) => new(json, Encoding.UTF8, "application/json");
}
