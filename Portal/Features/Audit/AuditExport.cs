using System.Globalization;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Shared;

namespace ComputeNet.Portal.Features.Audit;

/// <summary>
/// <c>GET /audit/export?format=csv|jsonl&amp;…</c>: the filtered audit as a download, in the name of the signed-in person. It flows through from the
/// Orchestrator as it comes; a year of audit never stands in memory.
/// </summary>
public static class AuditExport
{
    public const string Path = "/audit/export";

    public static async Task<IResult> HandleAsync(
        IAuditTrail audit, TimeProvider clock, HttpContext context, CancellationToken ct,
        string format = "csv", string? actor = null, string? action = null, string? noun = null, string? target = null, string? from = null, string? to = null, string? zone = null)
    {
        if (format is not ("csv" or "jsonl"))
            return Results.Problem($"format is '{format}'; it must be csv or jsonl.", statusCode: StatusCodes.Status400BadRequest);
        var query = AuditFilter.Read(actor, action, noun, target, from, to).ToQuery(Viewer.In(zone).Zone, null, 0);
        var outcome = await audit.ExportAsync(query, format, ct);
        if (outcome.Value is not { } export)
            return Problem(outcome.Trouble!);
        using (export)
        {
            context.Response.ContentType = export.ContentType;
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"computenet-audit-{clock.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}.{format}\"";
            await export.CopyToAsync(context.Response.Body, ct);
        }
        return Results.Empty;
    }

    private static IResult Problem(Trouble trouble) => Results.Problem(
        trouble.Detail ?? trouble.Code,
        title: trouble.Code,
        statusCode: trouble.MayPass ? StatusCodes.Status502BadGateway : trouble.Code == Trouble.SignedOut.Code ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden);
}
