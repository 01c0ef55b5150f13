using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ComputeNet.Contracts.Vocabulary;

/// <summary>One location under one operator, spoken to by one adapter; a slug such as <c>hangzhou-ai</c> or <c>aws.eu-west-3</c>.</summary>
[JsonConverter(typeof(TextIdConverter<SiteId>))]
public readonly record struct SiteId(string Value) : ITextId<SiteId>
{
    public static SiteId From(string value) => new(value);
    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out SiteId id) => TextId.TryParse(text, out id);
    public override string ToString() => Value;
}

/// <summary>One grid-carbon signal and jurisdiction; a slug such as <c>cn-zhejiang</c> or <c>aws.eu-west-3</c>.</summary>
[JsonConverter(typeof(TextIdConverter<RegionId>))]
public readonly record struct RegionId(string Value) : ITextId<RegionId>
{
    public static RegionId From(string value) => new(value);
    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out RegionId id) => TextId.TryParse(text, out id);
    public override string ToString() => Value;
}

/// <summary>Interchangeable devices of one model at one site: <c>site.pool</c>, for example <c>hangzhou-ai.ascend-910b</c>.</summary>
[JsonConverter(typeof(TextIdConverter<PoolId>))]
public readonly record struct PoolId(string Value) : ITextId<PoolId>
{
    public static PoolId From(string value) => new(value);
    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out PoolId id) => TextId.TryParse(text, out id);
    public override string ToString() => Value;
}

/// <summary>An organisation that uses the network.</summary>
[JsonConverter(typeof(TextIdConverter<TenantId>))]
public readonly record struct TenantId(string Value) : ITextId<TenantId>
{
    public static TenantId From(string value) => new(value);
    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out TenantId id) => TextId.TryParse(text, out id);
    public override string ToString() => Value;
}

/// <summary>One submitted intent; <c>w-</c> and a time-ordered suffix, so that names sort by age.</summary>
[JsonConverter(typeof(TextIdConverter<WorkloadId>))]
public readonly record struct WorkloadId(string Value) : ITextId<WorkloadId>
{
    public static WorkloadId From(string value) => new(value);
    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out WorkloadId id) => TextId.TryParse(text, out id);
    public override string ToString() => Value;
}

/// <summary>Several workloads that hand data to each other; <c>f-</c> and a time-ordered suffix.</summary>
[JsonConverter(typeof(TextIdConverter<WorkflowId>))]
public readonly record struct WorkflowId(string Value) : ITextId<WorkflowId>
{
    public static WorkflowId From(string value) => new(value);
    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out WorkflowId id) => TextId.TryParse(text, out id);
    public override string ToString() => Value;
}

/// <summary>The outcome of one planning round; <c>p-</c> and a time-ordered suffix.</summary>
[JsonConverter(typeof(TextIdConverter<PlanId>))]
public readonly record struct PlanId(string Value) : ITextId<PlanId>
{
    public static PlanId From(string value) => new(value);
    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out PlanId id) => TextId.TryParse(text, out id);
    public override string ToString() => Value;
}

/// <summary>A person or machine that signs in; the name that the audit shows.</summary>
[JsonConverter(typeof(TextIdConverter<UserId>))]
public readonly record struct UserId(string Value) : ITextId<UserId>
{
    public static UserId From(string value) => new(value);
    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out UserId id) => TextId.TryParse(text, out id);
    public override string ToString() => Value;
}

/// <summary>The key under which a site runs one attempt of a workload: <c>workload.attempt</c>. Submitting it twice starts it once.</summary>
[JsonConverter(typeof(TextIdConverter<JobKey>))]
public readonly record struct JobKey(string Value) : ITextId<JobKey>
{
    public static JobKey From(string value) => new(value);
    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out JobKey id) => TextId.TryParse(text, out id);
    public override string ToString() => Value;
}

/// <summary>The key under which a site holds devices for a window; holding it twice holds it once.</summary>
[JsonConverter(typeof(TextIdConverter<ReservationKey>))]
public readonly record struct ReservationKey(string Value) : ITextId<ReservationKey>
{
    public static ReservationKey From(string value) => new(value);
    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out ReservationKey id) => TextId.TryParse(text, out id);
    public override string ToString() => Value;
}

/// <summary>A device model of the catalogue, for example <c>nvidia-h100-sxm5</c>, <c>huawei-ascend-910b</c> or <c>cpu-core</c>.</summary>
[JsonConverter(typeof(TextIdConverter<AcceleratorModelId>))]
public readonly record struct AcceleratorModelId(string Value) : ITextId<AcceleratorModelId>
{
    public static AcceleratorModelId From(string value) => new(value);
    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out AcceleratorModelId id) => TextId.TryParse(text, out id);
    public override string ToString() => Value;
}

/// <summary>A point from which latency is measured or estimated: a city or a cloud region of the catalogue.</summary>
[JsonConverter(typeof(TextIdConverter<PlaceId>))]
public readonly record struct PlaceId(string Value) : ITextId<PlaceId>
{
    public static PlaceId From(string value) => new(value);
    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out PlaceId id) => TextId.TryParse(text, out id);
    public override string ToString() => Value;
}
