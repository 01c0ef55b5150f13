using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Example;

/// <summary>What somebody may set about a kiln.</summary>
public sealed record KilnOptions
{
    public required SiteId Site { get; init; }

    /// <summary>Where the kiln keeps its book.</summary>
    public required string Folder { get; init; }

    public int Shelves { get; init; } = 8;

    public PoolId Pool => new($"{Site}.shelves");
}
