using System.Text.Json.Nodes;
using ComputeNet.Adapters.Conformance.Running;
using ComputeNet.Contracts.Sites;

namespace ComputeNet.Adapters.Conformance.Promises;

public sealed class IgnoresFieldsItDoesNotKnow : Promise
{
    public override string Theme => "versions";
    public override string Sentence => "Fields that a newer centre adds, at any depth of orders and receipts, are ignored; what is known is carried out.";

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        bench.Centre.Rewrite = (_, json) => Grown(JsonNode.Parse(json))!.ToJsonString();
        var order = bench.Short("job");
        bench.Send(order);
        await bench.EndsAsync(order, JobState.Succeeded, ct);
        bench.Send();
        await bench.UntilAsync(() => bench.Reports[^1].KnownJobs.Count == 0, () => "a receipt with more fields was expected to be understood", ct);
    }

    /// <summary>Every object with two fields more; the environment and facts of a job are the tenant's words, not fields.</summary>
    private static JsonNode? Grown(JsonNode? node, string name = "")
    {
        switch (node)
        {
            case JsonArray items:
                foreach (var item in items)
                    Grown(item);
                break;
            case JsonObject fields when name is not ("environment" or "facts"):
                foreach (var (field, value) in fields)
                    Grown(value, field);
                fields["ofAVersionToCome"] = "x";
                fields["moreOfIt"] = new JsonObject { ["deep"] = new JsonArray(1, 2) };
                break;
        }
        return node;
    }
}

public sealed class OutlivesWordsItDoesNotKnow : Promise
{
    public override string Theme => "versions";
    public override string Sentence => "An order with a word of a newer version is carried out or refused; the others of its set are carried out.";

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        var (newer, order) = (bench.Short("newer"), bench.Short("job"));
        bench.Centre.Rewrite = (message, json) => message.Path == "api/site/orders" ? WithNewWords(json, newer.Job.Value) : json;
        bench.Send(newer, order);
        await bench.EndsAsync(order, JobState.Succeeded, ct);
        var end = await bench.EndsAsync(newer, ct);
        bench.Check(end.State == JobState.Succeeded || end is { State: JobState.Refused, Why: not null }, $"The order with the new words is {end.State}.");
    }

    /// <summary>Words where v1 has closed sets: the class and the separation of devices.</summary>
    private static string WithNewWords(string json, string job)
    {
        var set = JsonNode.Parse(json)!;
        foreach (var order in set["orders"]!.AsArray().Where(o => o!["job"]!.GetValue<string>() == job))
        {
            order!["variant"]!["class"] = "of-a-version-to-come";
            order["variant"]!["deviceIsolation"] = "of-a-version-to-come";
        }
        return set.ToJsonString();
    }
}
