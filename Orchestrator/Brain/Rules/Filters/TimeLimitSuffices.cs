using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>A run that takes longer on this model than its time limit would be ended before it is done.</summary>
public sealed class TimeLimitSuffices : IFilter
{
    public string Id => "time-limit-too-short";

    public bool Allows(in Candidacy candidate) => candidate.Variant.Time.DurationSeconds <= candidate.Variant.Time.TimeLimitSeconds;

    public Refusal Because(in Candidacy candidate) => Refusal.Because(Id,
        ("poolModel", candidate.Pool.Supply.Model),
        ("durationSeconds", candidate.Variant.Time.DurationSeconds),
        ("durationBasis", candidate.Variant.Time.Basis),
        ("limitSeconds", candidate.Variant.Time.TimeLimitSeconds));
}
