using System.Globalization;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>Where a site's own users share the pool, what was sensed of them must not be older than the network puts up with: nothing new is placed on hearsay.</summary>
public sealed class SensingIsFresh : IFilter
{
    public string Id => "sensing-too-old";

    public bool Allows(in Candidacy candidate) => candidate.Pool.Supply.ForeignLapsesAt is not { } lapses || lapses > candidate.Case.Problem.Now;

    public Refusal Because(in Candidacy candidate)
    {
        var supply = candidate.Pool.Supply;
        return Refusal.Because(Id, ("pool", supply.Pool), ("sensedAt", Text(supply.ForeignAsOf)), ("lapsedAt", Text(supply.ForeignLapsesAt)));
    }

    private static string? Text(DateTimeOffset? at) => at?.ToString("O", CultureInfo.InvariantCulture);
}
