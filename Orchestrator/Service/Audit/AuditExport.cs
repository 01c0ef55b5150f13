using System.Globalization;
using System.Text.Json;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Audit;
using CsvHelper;

namespace ComputeNet.Service.Audit;

/// <summary>The forms in which the audit leaves the house: a table for spreadsheets, or one JSON object per line for machines.</summary>
public enum AuditFormat { Csv, Jsonl }

/// <summary>Writes entries to the response as they come, without holding more than one of them.</summary>
public sealed class AuditExport(IAsyncEnumerable<AuditEntry> entries, AuditFormat format) : IResult
{
    private static readonly string[] Columns = ["sequence", "at", "actor", "action", "noun", "target", "tenant", "correlationId", "facts"];

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (type, name) = format == AuditFormat.Csv ? ("text/csv; charset=utf-8", "audit.csv") : ("application/jsonl; charset=utf-8", "audit.jsonl");
        httpContext.Response.ContentType = type;
        httpContext.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        httpContext.Response.Headers.CacheControl = "no-store";
        await (format == AuditFormat.Csv ? WriteCsvAsync(httpContext) : WriteLinesAsync(httpContext));
    }

    private async Task WriteLinesAsync(HttpContext context)
    {
        await foreach (var entry in entries.WithCancellation(context.RequestAborted))
        {
            await JsonSerializer.SerializeAsync(context.Response.Body, entry, WireFormat.Json, context.RequestAborted);
            await context.Response.Body.WriteAsync("\n"u8.ToArray(), context.RequestAborted);
        }
    }

    private async Task WriteCsvAsync(HttpContext context)
    {
        // With a byte order mark, without which spreadsheets take Chinese names for Latin-1. Cells that a spreadsheet would run as a
        // formula (= + - @ tab) get a leading apostrophe: anybody can put such a name into the audit.
        var options = CsvWriterOptions.Default with { WriteByteOrderMark = true, Injection = CsvInjection.Escape, BufferSize = 16 * 1024 };
        await using var csv = CsvWriter.Create(context.Response.Body, options, leaveOpen: true);
        await csv.WriteRecordAsync(Columns, context.RequestAborted);
        await foreach (var e in entries.WithCancellation(context.RequestAborted))
            await csv.WriteRecordAsync(
            [
                e.Sequence.ToString(CultureInfo.InvariantCulture), e.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), e.Actor, e.Action, e.Noun, e.Target,
                e.Tenant?.Value ?? "", e.CorrelationId, string.Join("; ", e.Facts.Select(f => $"{f.Key}={f.Value}")),
            ], context.RequestAborted);
    }
}
