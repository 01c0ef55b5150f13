using ComputeNet.Contracts.Audit;
using ComputeNet.Service.Http;

namespace ComputeNet.Service.Audit;

/// <summary>Who did what to which thing, when: page by page, or whole as a file.</summary>
public static class AuditEndpoints
{
    public static RouteGroupBuilder MapAudit(this RouteGroupBuilder api)
    {
        api.MapGet("/audit", ([AsParameters] AuditQuery query, CommandContext context, AuditReader reader, CancellationToken ct) => reader.PageAsync(query, context, ct))
            .RequireAuthorization(Access.AnyPerson);
        api.MapGet("/audit/export", Export).RequireAuthorization(Access.AnyPerson).Produces(StatusCodes.Status200OK, contentType: "text/csv", additionalContentTypes: "application/jsonl");
        return api;
    }

    private static AuditExport Export(
        AuditFormat format, CommandContext context, AuditReader reader, CancellationToken ct,
        string? actor = null, string? action = null, string? noun = null, string? target = null, DateTimeOffset? from = null, DateTimeOffset? to = null) =>
        new(reader.AllAsync(new AuditQuery(actor, action, noun, target, from, to), context, ct), format);
}
