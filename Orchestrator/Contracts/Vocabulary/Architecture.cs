using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ComputeNet.Contracts.Vocabulary;

/// <summary>What a program is built for. Open: a site may declare one that we have not met; it is compared by name.</summary>
[JsonConverter(typeof(TextIdConverter<Architecture>))]
public readonly record struct Architecture(string Value) : ITextId<Architecture>
{
    /// <summary>NVIDIA GPUs.</summary>
    public static readonly Architecture Cuda = new("cuda");

    /// <summary>Huawei Ascend NPUs (CANN).</summary>
    public static readonly Architecture Ascend = new("ascend");

    /// <summary>Ordinary processors; one device is one core.</summary>
    public static readonly Architecture Cpu = new("cpu");

    public static Architecture From(string value) => new(value);
    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out Architecture id) => TextId.TryParse(text, out id);
    public override string ToString() => Value;
}
