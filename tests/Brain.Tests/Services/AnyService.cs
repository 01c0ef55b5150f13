using ComputeNet.Brain.Services;
using ComputeNet.Contracts.Vocabulary;
using CsCheck;

namespace ComputeNet.Brain.Tests.Services;

/// <summary>Random services, small enough to try every plan of.</summary>
internal static class AnyService
{
    internal static readonly Gen<ServiceProblem> Tiny = Problem(Gen.Int[1, 2], Gen.Int[1, 2], Gen.Long[0, 4], Gen.Long[0, 3]);

    internal static readonly Gen<ServiceProblem> Small = Problem(Gen.Int[0, 6], Gen.Int[0, 6], Gen.Long[0, 500], Gen.Long[0, 30]);

    private static Gen<ServiceProblem> Problem(Gen<int> clients, Gen<int> sites, Gen<long> demand, Gen<long> room) =>
        from hours in Gen.Int[1, 3]
        from c in clients
        from s in sites
        from regions in Gen.Select(demand.Array[1, 3], Latency.Array[s]).Array[c]
        from places in Gen.Select(Gen.Long[1, 20], room.Array[1, 2], Gen.Long[0, 5000].Array[1, 3]).Array[s]
        from perMillisecond in Gen.Long[0, 5]
        from unserved in Gen.Long[0, 20_000]
        select new ServiceProblem
        {
            Hours = hours,
            LatencyLimitMilliseconds = 100,
            NanoYuanPerMillisecond = perMillisecond,
            UnservedNanoYuan = unserved,
            Clients = [.. regions.Select((r, i) => new ClientRegion(new PlaceId($"place-{i}"), r.Item1, r.Item2))],
            Sites = [.. places.Select((p, i) => new ServiceSite(new PoolId($"site-{i}.gpu"), p.Item1, p.Item2, p.Item3))],
        };

    private static Gen<double?> Latency => Gen.Frequency((6, Gen.Double[1, 99].Select(ms => (double?)ms)), (2, Gen.Double[101, 300].Select(ms => (double?)ms)), (1, Gen.Const(default(double?))));

    /// <summary>The least cost of one hour over all routes, found by trying them all.</summary>
    internal static long Tried(ServiceProblem problem, int hour)
    {
        var best = long.MaxValue;
        var served = new long[problem.Sites.Count];
        Try(0, 0, 0, Left(0));
        return best;

        long Left(int client) => client < problem.Clients.Count ? At(problem.Clients[client].MilliRequests, hour) : 0;

        void Try(int client, int site, long cost, long left)
        {
            if (client == problem.Clients.Count)
            {
                best = Math.Min(best, cost + problem.Sites.Select((s, i) => (served[i] + s.MilliRequestsPerReplica - 1) / s.MilliRequestsPerReplica * At(s.NanoYuanPerReplicaHour, hour)).Sum());
                return;
            }
            if (site == problem.Sites.Count)
            {
                Try(client + 1, 0, cost + left * problem.UnservedNanoYuan, Left(client + 1));
                return;
            }
            var (milliseconds, place) = (problem.Clients[client].MillisecondsTo[site], problem.Sites[site]);
            var most = milliseconds <= problem.LatencyLimitMilliseconds ? Math.Min(left, At(place.MostReplicas, hour) * place.MilliRequestsPerReplica - served[site]) : 0;
            for (var requests = 0L; requests <= most; requests++)
            {
                served[site] += requests;
                Try(client, site + 1, cost + requests * (long)Math.Round((milliseconds ?? 0) * problem.NanoYuanPerMillisecond), left - requests);
                served[site] -= requests;
            }
        }
    }

    private static long At(IReadOnlyList<long> hours, int hour) => hours[hour % hours.Count];
}
