using System.Text.Json;
using System.Text.Json.Nodes;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Client;

/// <summary>Reads a set of orders one by one: an order that a newer centre words in a way that we do not know costs that order, not the set.</summary>
internal static class SiteOrdersReader
{
    /// <summary>Null when it is no set of orders at all.</summary>
    public static SiteOrders? Read(JsonElement set)
    {
        if (set.ValueKind != JsonValueKind.Object || !set.TryGetProperty("orders", out var orders) || orders.ValueKind != JsonValueKind.Array)
            return null;
        var (known, unreadable) = (new List<JobOrder>(), new List<UnreadableOrder>());
        foreach (var order in orders.EnumerateArray())
        {
            try
            {
                known.Add(order.Deserialize<JobOrder>(WireFormat.Json)!);
            }
            catch (JsonException e)
            {
                // Without job and token there is nobody to answer for: the centre will see that nothing comes of it.
                if (Part<JobKey>(order, "job") is { } job && Part<FencingToken>(order, "token") is { } token)
                    unreadable.Add(new(job, token, e.Path ?? "$"));
            }
        }
        var rest = JsonObject.Create(set)!;
        rest["orders"] = new JsonArray();
        return rest.Deserialize<SiteOrders>(WireFormat.Json)! with { Orders = known, Unreadable = unreadable };
    }

    private static T? Part<T>(JsonElement of, string name) where T : struct
    {
        try
        {
            return of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var part) ? part.Deserialize<T>(WireFormat.Json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
