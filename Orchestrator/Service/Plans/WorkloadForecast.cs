using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using Marten;

namespace ComputeNet.Service.Plans;

/// <summary>What the last round said of a waiting workload, by workload id; replaced by the next one that says something else.</summary>
public sealed record WorkloadForecast(string Id, Forecast Forecast);

/// <summary>Reads of forecasts.</summary>
public static class ForecastQueries
{
    public static async Task<IReadOnlyDictionary<WorkloadId, Forecast>> ForecastsAsync(this IQuerySession session, IEnumerable<WorkloadId> ids, CancellationToken ct)
    {
        var keys = ids.Select(id => id.Value).ToArray();
        return keys.Length == 0 ? [] : (await session.LoadManyAsync<WorkloadForecast>(ct, keys)).ToDictionary(f => new WorkloadId(f.Id), f => f.Forecast);
    }
}
