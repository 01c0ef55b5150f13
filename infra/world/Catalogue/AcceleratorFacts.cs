using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.World.Catalogue;

/// <summary>
/// A device model. Watts are its thermal design power; peaks are dense (no sparsity). An unpublished figure is null or marked assumed.
/// <c>cpu-core</c> is one core as the operating system counts it.
/// </summary>
public sealed record AcceleratorFacts(
    AcceleratorModelId Id,
    string Name,
    string? Vendor,
    Architecture Architecture,
    long? MemoryMebibytes,
    Figure? Watts,
    Figure? Fp16Teraflops,
    double? Fp64Teraflops);
