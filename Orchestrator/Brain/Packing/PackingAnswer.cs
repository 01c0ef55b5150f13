namespace ComputeNet.Brain.Packing;

/// <summary>A place, or why there is none.</summary>
public abstract record PackingAnswer
{
    private PackingAnswer() { }

    public sealed record Placed(NodePlacement Placement) : PackingAnswer;

    public sealed record Refused(PackingRefusal Refusal) : PackingAnswer;
}
