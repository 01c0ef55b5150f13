namespace ComputeNet.Contracts.Vocabulary;

/// <summary>How a figure is known. Everything that is not measured or stated is marked on every screen.</summary>
public enum Basis
{
    /// <summary>Not known; the value that carries it is absent.</summary>
    Unknown,
    /// <summary>Ours, for the demonstration or for want of better; never a fact about the world.</summary>
    Assumed,
    /// <summary>Computed from other facts by a named method.</summary>
    Estimated,
    /// <summary>Published by its owner.</summary>
    Stated,
    /// <summary>Measured by somebody named in the source.</summary>
    Measured,
}

/// <summary>Where a figure comes from: how it is known, who said so, and the day it was true.</summary>
public sealed record Provenance(Basis Basis, string Source, DateOnly? AsOf = null)
{
    public static readonly Provenance Unknown = new(Basis.Unknown, "");
    public static Provenance Assumed(string source) => new(Basis.Assumed, source);
}

/// <summary>A number with its provenance; the unit is in the name of the property that holds it.</summary>
public sealed record Figure(double Value, Provenance Provenance)
{
    public bool IsCertain => Provenance.Basis >= Basis.Stated;
}
