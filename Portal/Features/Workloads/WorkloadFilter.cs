using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Portal.Features.Workloads;

/// <summary>
/// What the workload list shows, as it stands in the address: every view is a link. A value in the address that is not one of ours
/// (a typed-over link) is dropped rather than failing the page.
/// </summary>
public sealed record WorkloadFilter(WorkloadPhase? Phase = null, string? Site = null, string? Search = null, string? Tenant = null)
{
    public static readonly WorkloadFilter None = new();

    public bool IsEmpty => this == None;

    public static WorkloadFilter Read(string? phase, string? site, string? search, string? tenant) => new(
        Enum.TryParse<WorkloadPhase>(phase, ignoreCase: true, out var known) && Enum.IsDefined(known) && !char.IsAsciiDigit(phase![0]) ? known : null,
        WellFormed<SiteId>(site),
        string.IsNullOrWhiteSpace(search) ? null : search.Trim(),
        WellFormed<TenantId>(tenant));

    /// <summary>The parameters for the address; a null takes the parameter out.</summary>
    public IReadOnlyDictionary<string, object?> Write() => new Dictionary<string, object?>
    {
        ["phase"] = Phase?.ToString().ToLowerInvariant(),
        ["site"] = Site,
        ["search"] = Search,
        ["tenant"] = Tenant,
    };

    public WorkloadQuery ToQuery(string? cursor, int pageSize) => new(
        Phase,
        Tenant is null ? null : TenantId.From(Tenant),
        Site is null ? null : SiteId.From(Site),
        Search,
        cursor,
        pageSize);

    private static string? WellFormed<TId>(string? text) where TId : struct, ITextId<TId> => ITextId<TId>.IsWellFormed(text) ? text : null;
}
