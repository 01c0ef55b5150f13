using System.Text.Json.Nodes;

namespace ComputeNet.Adapters.Tests.Kubernetes.StandIn;

/// <summary>A no of the stand-in, as the API server words it: a Status with code, reason and message.</summary>
public sealed class ApiTrouble(int code, string reason, string message) : Exception(message)
{
    public JsonObject Status => new() { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Failure", ["message"] = Message, ["reason"] = reason, ["code"] = code };

    public int Code => code;

    public static ApiTrouble NotFound(string plural, string name) => new(404, "NotFound", $"{plural} \"{name}\" not found");

    public static ApiTrouble AlreadyExists(string plural, string name) => new(409, "AlreadyExists", $"{plural} \"{name}\" already exists");

    public static ApiTrouble Conflict(string plural, string name, string why = "the object has been modified; please apply your changes to the latest version and try again") =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {plural} \"{name}\": {why}");

    public static ApiTrouble Gone(long oldest, long asked) => new(410, "Expired", $"too old resource version: {asked} ({oldest})");

    public static ApiTrouble Forbidden(string message) => new(403, "Forbidden", message);

    public static ApiTrouble Invalid(string message) => new(422, "Invalid", message);
}
