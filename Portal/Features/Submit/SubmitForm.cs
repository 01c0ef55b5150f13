using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Portal.Features.Submit;

/// <summary>The submit form as it is being typed. Instants are in the viewer's zone until they are sent.</summary>
public sealed class SubmitForm
{
    private readonly List<VariantForm> variants = [new() { Key = 0 }];
    private int nextKey = 1;

    /// <summary>Wishes of the request that it was filled from; those that the form has no field for are sent again as they were.</summary>
    private PlacementWishes kept = new();

    public string Name { get; set; } = "";
    public int? GangMembers { get; set; } = 1;

    /// <summary>How far the members may stand apart; of no matter for one member.</summary>
    public GangSpan GangSpan { get; set; }
    public int? Priority { get; set; } = 50;
    public IReadOnlyList<VariantForm> Variants => variants;

    public IReadOnlyCollection<string> Countries { get; set; } = [];
    public IReadOnlyCollection<string> Regions { get; set; } = [];
    public IReadOnlyCollection<string> Sites { get; set; } = [];
    public IReadOnlyCollection<string> DeniedSites { get; set; } = [];

    /// <summary>Empty: latency neither limits nor costs.</summary>
    public string ClientPlace { get; set; } = "";

    public double? MaxLatencyMilliseconds { get; set; }
    public DateTime? EarliestStart { get; set; }
    public DateTime? Deadline { get; set; }

    public InterruptionForm Interruption { get; } = new();

    /// <summary>The API takes 1–8 variants.</summary>
    public bool CanAddVariant => variants.Count < 8;

    public bool CanRemoveVariant => variants.Count > 1;

    /// <summary>A further variant starts as a copy of the last one on another architecture: mostly only the command differs.</summary>
    public VariantForm AddVariant()
    {
        var last = variants[^1];
        var added = new VariantForm
        {
            Key = nextKey++,
            Architecture = new[] { "cuda", "ascend", "cpu" }.FirstOrDefault(a => variants.TrueForAll(v => v.Architecture != a)) ?? last.Architecture,
            DevicesPerMember = last.DevicesPerMember,
            MilliPerDevice = last.MilliPerDevice,
            Class = last.Class,
            DeviceMemoryMebibytes = last.DeviceMemoryMebibytes,
            MemoryLimitMebibytes = last.MemoryLimitMebibytes,
            Command = last.Command,
            Environment = last.Environment,
        };
        added.Expected.Set(last.Expected.Seconds);
        added.Limit.Set(last.Limit.Seconds);
        variants.Add(added);
        return added;
    }

    public void RemoveVariant(VariantForm variant)
    {
        if (CanRemoveVariant)
            variants.Remove(variant);
    }

    /// <summary>Fills the form from a request: a template, or a workload to be submitted again.</summary>
    public void Fill(SubmitWorkload request, TimeZoneInfo zone)
    {
        Name = request.Name;
        GangMembers = request.GangMembers;
        GangSpan = request.GangSpan ?? GangSpan.Pool;
        Priority = request.Priority;
        variants.Clear();
        foreach (var variant in request.Variants)
            variants.Add(FormOf(variant));
        Interruption.Fill(request.Interruptible);
        var wishes = kept = request.Placement;
        Countries = [.. wishes.AllowedCountries];
        Regions = [.. wishes.AllowedRegions.Select(r => r.Value)];
        Sites = [.. wishes.AllowedSites.Select(s => s.Value)];
        DeniedSites = [.. wishes.DeniedSites.Select(s => s.Value)];
        ClientPlace = wishes.ClientPlace?.Value ?? "";
        MaxLatencyMilliseconds = wishes.MaxLatencyMilliseconds;
        EarliestStart = Local(wishes.EarliestStart, zone);
        Deadline = Local(wishes.Deadline, zone);
    }

    public SubmitWorkload ToRequest(TimeZoneInfo zone) => new()
    {
        Name = Name.Trim(),
        Variants = [.. variants.Select(v => v.ToVariant())],
        GangMembers = GangMembers ?? 0,
        GangSpan = GangMembers > 1 && GangSpan != GangSpan.Pool ? GangSpan : null,
        Priority = Priority ?? -1,
        Interruptible = Interruption.ToTerms(),
        Placement = kept with
        {
            EarliestStart = Utc(EarliestStart, zone),
            Deadline = Utc(Deadline, zone),
            AllowedCountries = [.. Countries],
            AllowedRegions = [.. Regions.Select(RegionId.From)],
            AllowedSites = [.. Sites.Select(SiteId.From)],
            DeniedSites = [.. DeniedSites.Select(SiteId.From)],
            ClientPlace = ClientPlace.Length == 0 ? null : PlaceId.From(ClientPlace),
            MaxLatencyMilliseconds = MaxLatencyMilliseconds,
        },
    };

    private VariantForm FormOf(Variant variant)
    {
        var form = new VariantForm(variant)
        {
            Key = nextKey++,
            Architecture = variant.Architecture.Value,
            Model = variant.Model?.Value ?? "",
            DevicesPerMember = variant.DevicesPerMember,
            MilliPerDevice = variant.MilliPerDevice,
            Class = variant.Class?.ToString() ?? "",
            DeviceMemoryMebibytes = variant.DeviceMemoryMebibytes,
            MemoryLimitMebibytes = variant.MemoryLimitMebibytes,
            Command = CommandLine.Join(variant.Command),
            Environment = EnvironmentLines.Write(variant.Environment),
        };
        form.Expected.Set(variant.ExpectedSeconds);
        form.Limit.Set(variant.TimeLimitSeconds);
        return form;
    }

    private static DateTime? Local(DateTimeOffset? at, TimeZoneInfo zone) =>
        at is { } instant ? TimeZoneInfo.ConvertTime(instant, zone).DateTime : null;

    /// <summary>A local time that the zone skips (clocks going forward) is read with the offset before the jump.</summary>
    private static DateTimeOffset? Utc(DateTime? local, TimeZoneInfo zone) =>
        local is { } at ? new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Unspecified), zone.GetUtcOffset(at)).ToUniversalTime() : null;
}
