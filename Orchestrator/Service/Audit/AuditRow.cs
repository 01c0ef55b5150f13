using System.Globalization;
using ComputeNet.Contracts.Audit;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Service.Audit;

/// <summary>One event of the ledger as a flat line. The id is the event's sequence with leading zeros, so that ids sort like events.</summary>
public sealed record AuditRow(
    string Id, DateTimeOffset At, string Actor, string Action, string Noun, string Target, string? Tenant, string CorrelationId, IReadOnlyDictionary<string, string> Facts)
{
    public static string IdOf(long sequence) => sequence.ToString("D19", CultureInfo.InvariantCulture);

    public AuditEntry ToEntry() => new(
        long.Parse(Id, CultureInfo.InvariantCulture), At, Actor, Action, Noun, Target, Tenant is null ? null : new TenantId(Tenant), CorrelationId, Facts);
}
