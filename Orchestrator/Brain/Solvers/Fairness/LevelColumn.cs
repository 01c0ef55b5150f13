namespace ComputeNet.Brain.Solvers.Fairness;

/// <summary>One way to give every kind its level: what it reaches, the devices it uses of each supply, and each kind's time shares.</summary>
internal sealed record LevelColumn(double Level, double[] Use, double[][] Shares)
{
    /// <summary>The part of everything that rounding had taken too much: more than the last digits means that the arithmetic broke down.</summary>
    internal double GivenBack { get; init; }
}
