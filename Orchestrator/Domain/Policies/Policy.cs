using ComputeNet.Contracts.Policies;

namespace ComputeNet.Domain.Policies;

/// <summary>An operator set the weights.</summary>
public sealed record PolicySet(SetPolicy Policy, DateTimeOffset At);

/// <summary>How the network weighs price, latency and carbon.</summary>
public sealed record Policy(string Id, SetPolicy Weights, DateTimeOffset ChangedAt, long Revision)
{
    public const string Stream = "policy/network";

    public static Policy Create(PolicySet e) => new(Stream, e.Policy, e.At, 1);

    public Policy Apply(PolicySet e) => this with { Weights = e.Policy, ChangedAt = e.At, Revision = Revision + 1 };

    /// <summary>Sets the weights; <paramref name="current"/> is null while the defaults are in force.</summary>
    public static Decision Set(Policy? current, SetPolicy wanted, DateTimeOffset now) =>
        current is not null && IsSame(current.Weights, wanted) ? Decision.Nothing : Decision.Happens(new PolicySet(wanted, now));

    /// <summary>Lists compare by what is in them.</summary>
    private static bool IsSame(SetPolicy one, SetPolicy other) =>
        one with { Tenants = null, Sites = null } == other with { Tenants = null, Sites = null }
        && (one.Tenants ?? []).SequenceEqual(other.Tenants ?? [])
        && (one.Sites ?? []).Select(Bare).SequenceEqual((other.Sites ?? []).Select(Bare))
        && (one.Sites ?? []).SelectMany(s => s.Maintenance ?? []).SequenceEqual((other.Sites ?? []).SelectMany(s => s.Maintenance ?? []));

    private static (SitePolicy Site, int Windows) Bare(SitePolicy site) => (site with { Maintenance = null }, site.Maintenance?.Count ?? 0);
}
