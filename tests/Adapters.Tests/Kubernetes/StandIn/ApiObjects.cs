using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ComputeNet.Adapters.Tests.Kubernetes.StandIn;

/// <summary>Create, read, list, watch, change and remove, as the API server does them for every kind.</summary>
public sealed class ApiObjects(ObjectStore store, Admission admission, Func<string, string, string?> logOf)
{
    public WatchStreams Watches { get; } = new(store);

    public async Task AnswerAsync(HttpContext context, ApiPath path)
    {
        var (request, query) = (context.Request, context.Request.Query);
        switch (request.Method)
        {
            case "GET" when path is { Sub: "log", Resource.Plural: "pods" }:
                admission.Permit("get", new("", "pods/log"), path.Namespace);
                await WriteLogAsync(context, path);
                return;
            case "GET" when path.Name is not null:
                admission.Permit("get", path.Resource, path.Namespace);
                await WriteAsync(context, 200, Find(path));
                return;
            case "GET" when query["watch"] == "true":
                admission.Permit("watch", path.Resource, path.Namespace);
                await Watches.StreamAsync(context, path);
                return;
            case "GET":
                admission.Permit("list", path.Resource, path.Namespace);
                await WriteAsync(context, 200, List(path, query["labelSelector"], query["fieldSelector"], query["limit"], query["continue"]));
                return;
            case "POST":
                admission.Permit("create", path.Resource, path.Namespace);
                await WriteAsync(context, 201, Create(path, await BodyAsync(request), query["fieldManager"]));
                return;
            case "PUT":
                admission.Permit("update", path.Resource, path.Namespace);
                var put = await BodyAsync(request);
                await WriteAsync(context, 200, store.Update(path.Resource, put, put.At("metadata", "resourceVersion"), query["fieldManager"]));
                return;
            case "PATCH":
                admission.Permit("patch", path.Resource, path.Namespace);
                await WriteAsync(context, 200, Patch(path, request.ContentType, await BodyAsync(request), query["fieldManager"]));
                return;
            case "DELETE":
                admission.Permit("delete", path.Resource, path.Namespace);
                await WriteAsync(context, 200, Delete(path, request.ContentLength > 0 ? await BodyAsync(request) : []));
                return;
            default:
                throw new ApiTrouble(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
        }
    }

    private JsonObject Find(ApiPath path) => store.Find(path.Resource, path.Namespace, path.Name!) ?? throw ApiTrouble.NotFound(path.Resource.Title, path.Name!);

    /// <summary>A continue token is the version of the first page and how far it came; after a compaction it is too old.</summary>
    private JsonObject List(ApiPath path, string? labels, string? fields, string? limit, string? continued)
    {
        var (version, from) = continued?.Split('.') is [var v, var f] ? (Parse(v), (int)Parse(f)) : (store.Version, 0);
        if (version < store.CompactedAt)
            throw ApiTrouble.Gone(store.CompactedAt, version);
        var all = store.List(path.Resource).Where(o => (path.Namespace.Length == 0 || o.Namespace() == path.Namespace) && Selectors.Match(o, labels, fields)).ToList();
        var page = all.Skip(from).Take(limit is null ? int.MaxValue : (int)Parse(limit)).ToList();
        var metadata = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture) };
        if (from + page.Count < all.Count)
            metadata["continue"] = $"{version}.{from + page.Count}";
        return new() { ["kind"] = "List", ["apiVersion"] = "v1", ["metadata"] = metadata, ["items"] = new JsonArray([.. page]) };
    }

    private JsonObject Create(ApiPath path, JsonObject body, string? manager)
    {
        // As the API server does: first whether the name is free, or it would deny what is there already.
        if (body.At("metadata", "name") is { } name && store.Find(path.Resource, path.Namespace, name) is not null)
            throw ApiTrouble.AlreadyExists(path.Resource.Title, name);
        if (path.Resource == Resource.Jobs && body.At("metadata", "name") is { Length: > 63 } or null)
            throw ApiTrouble.Invalid("metadata.name: Invalid value: must be no more than 63 characters");
        admission.Admit(path.Resource, path.Namespace, body);
        return store.Create(path.Resource, path.Namespace, body, manager);
    }

    private JsonObject Patch(ApiPath path, string? contentType, JsonObject patch, string? manager)
    {
        if (contentType?.StartsWith("application/merge-patch+json", StringComparison.Ordinal) != true)
            throw new ApiTrouble(415, "UnsupportedMediaType", $"the body of the request was in an unknown format - accepted media types include: application/merge-patch+json, not {contentType}");
        var current = Find(path);
        var template = current["spec"]?["template"]?.DeepClone();
        var expected = patch.At("metadata", "resourceVersion");
        var changed = MergePatch.Apply(current, patch);
        if (path.Resource == Resource.Jobs && !JsonNode.DeepEquals(changed["spec"]?["template"], template))
            throw ApiTrouble.Invalid($"Job.batch \"{path.Name}\" is invalid: spec.template: field is immutable");
        return store.Update(path.Resource, changed, expected, manager);
    }

    private JsonObject Delete(ApiPath path, JsonObject options)
    {
        var current = Find(path);
        if (options.At("preconditions", "uid") is { } uid && uid != current.Uid())
            throw ApiTrouble.Conflict(path.Resource.Title, path.Name!, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {current.Uid()}");
        if (path.Resource == Resource.Pods && current.At("spec", "nodeName") is not null)
            return PodEnds.Ask(store, current);
        store.Remove(path.Resource, path.Namespace, path.Name!);
        return new() { ["kind"] = "Status", ["apiVersion"] = "v1", ["status"] = "Success" };
    }

    private async Task WriteLogAsync(HttpContext context, ApiPath path)
    {
        var pod = Find(path);
        var text = logOf(path.Namespace, path.Name!) ?? throw new ApiTrouble(400, "BadRequest", $"container \"job\" in pod \"{pod.Name()}\" is waiting to start: ContainerCreating");
        if (context.Request.Query["tailLines"].FirstOrDefault() is { } lines)
            text = string.Concat(text.Split('\n').SkipLast(text.EndsWith('\n') ? 1 : 0).TakeLast((int)Parse(lines)).Select(l => l + "\n"));
        var bytes = Encoding.UTF8.GetBytes(text);
        if (context.Request.Query["limitBytes"].FirstOrDefault() is { } limit)
            bytes = [.. bytes.Take((int)Parse(limit))];
        context.Response.ContentType = "text/plain";
        await context.Response.Body.WriteAsync(bytes);
    }

    private static long Parse(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static async Task<JsonObject> BodyAsync(HttpRequest request) =>
        (await JsonNode.ParseAsync(request.Body))?.AsObject() ?? throw new ApiTrouble(400, "BadRequest", "the body is no object");

    private static Task WriteAsync(HttpContext context, int code, JsonObject body) => ApiServerStandIn.WriteAsync(context, code, body.ToJsonString());
}
