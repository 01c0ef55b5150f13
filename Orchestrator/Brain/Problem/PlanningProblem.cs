using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Problem;

/// <summary>
/// Everything that one planning round decides on, as data: what pools offer and what workloads ask, seen at <see cref="Now"/>.
/// Stored whole with the plan, so that the same decision can be made again a year later.
/// </summary>
public sealed record PlanningProblem
{
    /// <summary>The shape of this document; a reader that knows another shape refuses it.</summary>
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The instant that slot 0 starts.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Length of a slot; workloads start on slot boundaries and hold every slot that they touch.</summary>
    public required int SlotMinutes { get; init; }

    /// <summary>The horizon: a workload may start in slots 0 … Slots − 1 (it may end later).</summary>
    public required int Slots { get; init; }

    public required IReadOnlyList<PoolSupply> Pools { get; init; }
    public required IReadOnlyList<Demand> Demands { get; init; }

    /// <summary>Peak speeds of device models: how a run time scales from one to another where nobody knows the throughput. Null: none is known.</summary>
    public IReadOnlyList<ModelPeak>? Models { get; init; }
}

/// <summary>Dense half-precision peak of one device of a model, in teraflops.</summary>
public sealed record ModelPeak(AcceleratorModelId Model, double Teraflops, Provenance Provenance);
