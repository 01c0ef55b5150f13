namespace ComputeNet.Adapters.Slurm;

/// <summary>What there is to run on, as it was last read.</summary>
public sealed record SlurmFound(IReadOnlyList<SlurmPool> Pools, IReadOnlyList<SlurmPartition> Partitions);

/// <summary>Reads nodes and partitions; orders are weighed by what the last inventory had.</summary>
internal sealed class SlurmGround(SlurmOptions options, SlurmClient client)
{
    private SlurmFound? last;

    public async Task<SlurmFound> ReadAsync(CancellationToken ct)
    {
        var (nodes, partitions) = (client.ListNodesAsync(ct), client.ListPartitionsAsync(ct));
        await Task.WhenAll(nodes, partitions);
        return last = new(SlurmInventory.Pools(await nodes, await partitions, options), await partitions);
    }

    public async Task<SlurmFound> KnownAsync(CancellationToken ct) => last ?? await ReadAsync(ct);
}
