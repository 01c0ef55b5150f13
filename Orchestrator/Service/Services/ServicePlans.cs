using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Services;
using ComputeNet.Contracts.Services;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Service.Plans;

namespace ComputeNet.Service.Services;

/// <summary>Answers where replicas of a service would run, against the latest round's picture of the network: what runs and is booked holds its devices, the queue does not.</summary>
public sealed class ServicePlans(LatestPicture latest, ProblemSnapshot snapshots, TimeProvider clock)
{
    private static readonly WorkloadId Replica = new("w-replica");

    /// <summary>Deterministic seconds per hour of the plan: somebody waits for the answer, and the bound says what is missed.</summary>
    private static readonly SolverLimits Limits = new() { ExactSeconds = 0.1 };

    public async Task<ServicePlanView> PlanAsync(TenantId tenant, PlanService request, CancellationToken ct)
    {
        var (problem, policy, prices) = await NetworkAsync(ct);
        var slots = Math.Min(problem.Slots, request.Hours * 60 / problem.SlotMinutes);
        var places = request.Regions.Select(r => new PlacementWishes { ClientPlace = r.Place });
        var network = places.Aggregate(problem with { Demands = [], Previous = null, Slots = Math.Max(1, slots) }, (known, wish) => snapshots.With(known, wish, prices));
        return await Task.Run(() => ServicePlanViews.Of(network, Wish(tenant, request), policy, Limits), ct);
    }

    private async Task<(PlanningProblem Problem, PlanningPolicy Policy, DataTerms Prices)> NetworkAsync(CancellationToken ct)
    {
        if (latest.Value is { } picture)
            return (picture.Problem, picture.Policy, picture.Prices);
        var snapshot = await snapshots.TakeAsync(ct);
        return (snapshot.Problem, snapshot.Policy, snapshot.Prices);
    }

    /// <summary>A replica asks like a workload that runs for an hour.</summary>
    private ServiceWish Wish(TenantId tenant, PlanService request) => new()
    {
        Replica = new Demand
        {
            Workload = Replica,
            Tenant = tenant,
            Priority = 50,
            SubmittedAt = clock.GetUtcNow(),
            GangMembers = 1,
            Variants = [.. request.Variants.Select(VariantOf)],
            Placement = request.Placement,
        },
        Clients = [.. request.Regions.Select(r => new ServiceClients(r.Place, r.RequestsPerSecond))],
        LatencyLimitMilliseconds = request.MaxLatencyMilliseconds,
        UnservedYuanPerThousand = request.UnservedYuanPerThousand,
    };

    private static Variant VariantOf(ReplicaVariant variant) => new()
    {
        Architecture = variant.Architecture,
        DevicesPerMember = variant.Devices,
        DeviceMemoryMebibytes = variant.DeviceMemoryMebibytes,
        ExpectedSeconds = 3600,
        TimeLimitSeconds = 3600,
        Throughput = [.. variant.Rates.Select(r => new Throughput(r.Model, r.RequestsPerSecond, r.Basis))],
        Command = [],
    };
}
