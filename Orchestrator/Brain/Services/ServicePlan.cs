using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Services;

/// <summary>Replicas and routes for every hour, what they cost, and the prices that prove how much less could be possible.</summary>
/// <param name="Solver">What made it; says when a step could not be used.</param>
public sealed record ServicePlan(IReadOnlyList<ServiceHour> Hours, string Solver)
{
    /// <summary>Whole nano-yuan over all hours.</summary>
    public long CostNanoYuan => Hours.Sum(h => h.CostNanoYuan);

    /// <summary>No plan costs less; see <see cref="ServiceBound"/>.</summary>
    public long BoundNanoYuan => Hours.Sum(h => h.BoundNanoYuan);

    public double Gap => CostNanoYuan == 0 ? 0 : (CostNanoYuan - BoundNanoYuan) / (double)CostNanoYuan;
}

/// <param name="Replicas">Per site, in the problem's order.</param>
/// <param name="Routes">Who is served where.</param>
/// <param name="Unserved">Who is not, and why.</param>
/// <param name="PricesNanoYuan">Per site the dual price of serving one milli-request per second there; at least 0.</param>
public sealed record ServiceHour(
    IReadOnlyList<long> Replicas,
    IReadOnlyList<ServiceRoute> Routes,
    IReadOnlyList<UnservedRequests> Unserved,
    IReadOnlyList<long> PricesNanoYuan,
    long CostNanoYuan,
    long BoundNanoYuan);

/// <summary>Milli-requests per second of a client region that a site serves (both by index in the problem).</summary>
public readonly record struct ServiceRoute(int Client, int Site, long MilliRequests);

/// <summary>Milli-requests per second that stay unserved: beyond the latency limit of every site, short of room, or dearer than they are worth.</summary>
public sealed record UnservedRequests(int Client, long MilliRequests, Refusal Why);
