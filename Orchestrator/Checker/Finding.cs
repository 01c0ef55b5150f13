namespace ComputeNet.Checker;

/// <summary>One thing that is wrong with a plan: the rule that it breaks, where in the plan's JSON, and what is there instead of what should be.</summary>
public sealed record Finding(string Rule, string Path, string What)
{
    public override string ToString() => $"{Rule} at {Path}: {What}";
}

/// <summary>What the checker found, and the bound that the plan's prices prove (null when they prove nothing).</summary>
public sealed record Verdict(IReadOnlyList<Finding> Findings, int Placed, int LeftOut, long ObjectiveMicroYuan, long? ProvedBoundMicroYuan)
{
    public bool Holds => Findings.Count == 0;
}
