using ComputeNet.Contracts;
using ComputeNet.Contracts.Vocabulary;
using JasperFx;
using JasperFx.Events;
using Marten.Exceptions;
using Npgsql;

namespace ComputeNet.Service.Http.Problems;

/// <summary>Which exception answers as which problem; whatever is not here is a bug and answers 500 without a word about its inside.</summary>
public static class ProblemTable
{
    public static ApiProblem Of(Exception exception) => exception switch
    {
        ProblemException e => e.Problem,
        RefusedException e => Of(e.Refusal),
        BadHttpRequestException e => RequestTrouble.Of(e),
        _ when IsConflict(exception) => new("Changed meanwhile", 409, "changed-meanwhile", "Somebody else changed it first. Read it again and decide again."),
        _ when IsOutage(exception) => new("Not available", 503, "store-unavailable", "The ledger does not answer just now. Nothing was changed for certain; try again with the same idempotency key."),
        _ => new("Internal error", 500, "internal-error", "Something went wrong here. Name the correlation id when you report it."),
    };

    /// <summary>
    /// A refusal that blames a field of the request is 422 and names it; <c>…-unknown</c> is 404; <c>…-foreign</c> and <c>not-…</c> are 403;
    /// every other one says that the state of things is against it: 409.
    /// </summary>
    public static ApiProblem Of(Refusal refusal)
    {
        var field = refusal.Facts.GetValueOrDefault("field");
        var status = refusal.Code switch
        {
            _ when field is not null => 422,
            _ when refusal.Code.EndsWith("-unknown", StringComparison.Ordinal) => 404,
            _ when refusal.Code.EndsWith("-foreign", StringComparison.Ordinal) || refusal.Code.StartsWith("foreign-", StringComparison.Ordinal) => 403,
            _ when refusal.Code.StartsWith("not-a-", StringComparison.Ordinal) => 403,
            _ => 409,
        };
        return new ApiProblem(
            "Refused", status, refusal.Code, refusal.ToString(), Facts: refusal.Facts,
            Errors: field is null ? null : new Dictionary<string, string[]> { [field] = [refusal.ToString()] });
    }

    public static ApiProblem RouteUnknown(HttpRequest request) => new(
        "No such route", StatusCodes.Status404NotFound, "route-unknown", $"There is no {request.Method} {request.Path}.",
        Facts: new Dictionary<string, string> { ["method"] = request.Method, ["path"] = request.Path });

    /// <summary>Another writer got to the same stream or document first; nothing of this request was stored.</summary>
    private static bool IsConflict(Exception e) => e is ConcurrencyException or EventStreamUnexpectedMaxEventIdException or ConcurrentUpdateException
        or JasperFx.Events.ExistingStreamIdCollisionException or Marten.Exceptions.ExistingStreamIdCollisionException or DocumentAlreadyExistsException;

    private static bool IsOutage(Exception? e) =>
        e is not null && (e is NpgsqlException { IsTransient: true } || IsOutage(e.InnerException));
}
