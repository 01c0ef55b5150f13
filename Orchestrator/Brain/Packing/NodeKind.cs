using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Packing;

/// <summary>Nodes of one kind differ only in their names: what is true of an empty one is true of all.</summary>
public sealed class NodeKind
{
    private readonly Node example;

    internal NodeKind(Node example, int number)
    {
        this.example = example;
        Number = number;
    }

    /// <summary>0, 1, 2 … in the order in which the nodes were given.</summary>
    public int Number { get; }
    public AcceleratorModelId Model => example.Model;
    public int Devices => example.Devices;
    public int MilliCpu => example.MilliCpu;
    internal Node Example => example;

    internal bool Holds(Node node) =>
        node with { Id = example.Id, Islands = null, Templates = example.Templates } == example with { Islands = null }
        && node.Templates.SequenceEqual(example.Templates)
        && (node.Islands is null ? example.Islands is null : example.Islands is not null && node.Islands.SequenceEqual(example.Islands));

    internal int IslandOf(int device) => example.Islands is { } islands && device < islands.Count ? islands[device] : 0;

    internal bool Suits(PackingRequest request) =>
        request.Devices == 0 || request.Models.Count == 0 || request.Models.Contains(Model);
}
