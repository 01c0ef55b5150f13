using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Portal.Features.Submit;

/// <summary>One variant as it is being typed: texts and amounts that may still be missing.</summary>
/// <param name="kept">The variant that it was filled from; what the form has no field for is sent again as it was.</param>
public sealed class VariantForm(Variant? kept = null)
{
    /// <summary>Tells the panels apart while variants are added and removed.</summary>
    public int Key { get; init; }

    public string Architecture { get; set; } = "cpu";

    /// <summary>A device model's id; empty for any model of the architecture.</summary>
    public string Model { get; set; } = "";

    public int? DevicesPerMember { get; set; } = 1;
    public long? DeviceMemoryMebibytes { get; set; }

    /// <summary>Thousandths of each device; empty for whole ones.</summary>
    public int? MilliPerDevice { get; set; }

    /// <summary>The word of a <see cref="ServiceClass"/>; empty for the firmest.</summary>
    public string Class { get; set; } = "";

    /// <summary>Empty is allowed: the brain then plans with the limit and says so.</summary>
    public Duration Expected { get; } = new();

    public Duration Limit { get; } = new() { Amount = 1, Unit = DurationUnit.Hours };
    public string Command { get; set; } = "";
    public string Environment { get; set; } = "";
    public long? MemoryLimitMebibytes { get; set; }

    /// <summary>What the program will be started with; null while a quote is open.</summary>
    public IReadOnlyList<string>? Arguments => CommandLine.Split(Command);

    public Variant ToVariant() => new()
    {
        Architecture = ITextId<Architecture>.IsWellFormed(Architecture) ? Contracts.Vocabulary.Architecture.From(Architecture) : Contracts.Vocabulary.Architecture.Cpu,
        Model = ITextId<AcceleratorModelId>.IsWellFormed(Model) ? AcceleratorModelId.From(Model) : null,
        DevicesPerMember = DevicesPerMember ?? 0,
        DeviceMemoryMebibytes = DeviceMemoryMebibytes,
        ExpectedSeconds = Expected.Seconds,
        TimeLimitSeconds = Limit.Seconds ?? 0,
        Command = Arguments ?? [],
        Environment = EnvironmentLines.Read(Environment).Variables,
        MemoryLimitMebibytes = MemoryLimitMebibytes,
        MilliPerDevice = MilliPerDevice,
        Class = Enum.TryParse<ServiceClass>(Class, out var promised) ? promised : null,
        DeviceIsolation = kept?.DeviceIsolation,
        MilliCoresPerMember = Architecture == "cpu" ? null : kept?.MilliCoresPerMember,
        OneIsland = kept?.OneIsland,
        ReferenceModel = kept?.ReferenceModel,
        Steps = kept?.Steps,
        Throughput = kept?.Throughput,
    };

    /// <summary>What can be said without asking the Orchestrator; paths are those of the API's own field errors.</summary>
    public IEnumerable<FieldError> Errors(int index)
    {
        var path = $"variants[{index}]";
        if (DevicesPerMember is null or < 1 or > 4096)
            yield return new($"{path}.devicesPerMember", "field-range", ("min", "1"), ("max", "4096"));
        if (Limit.Seconds is null or < 1 or > 30 * 86_400)
            yield return new($"{path}.timeLimitSeconds", "field-time-limit");
        if (Expected.Seconds is < 1 || Expected.Seconds > Limit.Seconds)
            yield return new($"{path}.expectedSeconds", "field-expected-beyond-limit");
        if (Arguments is null)
            yield return new($"{path}.command", "field-open-quote");
        else if (Arguments.Count is 0 or > 64)
            yield return new($"{path}.command", "field-command-count");
        if (EnvironmentLines.Read(Environment).BadLine is { } line)
            yield return new($"{path}.environment", "field-environment-line", ("line", line.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        if (MilliPerDevice is < 1 or > 1000)
            yield return new($"{path}.milliPerDevice", "field-range", ("min", "1"), ("max", "1000"));
        if (DeviceMemoryMebibytes is < 1)
            yield return new($"{path}.deviceMemoryMebibytes", "field-at-least-one");
        if (MemoryLimitMebibytes is < 1)
            yield return new($"{path}.memoryLimitMebibytes", "field-at-least-one");
    }
}
