using System.Text.Json;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Scenarios.Chaos;

/// <summary>Goes over the ledger's rows from the first to the last, with books of its own, and says what should not be there.</summary>
internal sealed class LedgerSweep(IReadOnlyList<LedgerRecord> records)
{
    public static readonly string[] Types =
        ["pool_declared", "lease_granted", "lease_released", "lease_fenced", "workload_submitted", "workload_placed", "workload_evicted", "workload_finished", "workload_cancel_requested"];

    /// <summary>What there was, for people.</summary>
    public string Summary() => string.Join(", ", records.CountBy(r => r.Type == "workload_finished" ? $"finished {r.Text("Outcome")}" : r.Type == "workload_evicted" ? $"evicted {r.Data.GetProperty("Why").GetProperty("Code")}" : r.Type)
        .OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key} {c.Value}"));

    /// <summary>Workloads that were submitted and did not finish exactly once.</summary>
    public IEnumerable<string> WithoutOneEnd()
    {
        var ends = records.Where(r => r.Type == "workload_finished").CountBy(r => r.Stream).ToDictionary();
        return records.Where(r => r.Type == "workload_submitted").Select(r => (r.Stream, Ends: ends.GetValueOrDefault(r.Stream))).Where(w => w.Ends != 1)
            .Select(w => $"{w.Stream} has {w.Ends} ends: {string.Join(" → ", records.Where(r => r.Stream == w.Stream).Select(r => r.Type))}");
    }

    /// <summary>Workloads of which something is told after their end.</summary>
    public IEnumerable<string> WithMoreAfterTheEnd() =>
        from workload in records.Where(r => r.Stream.StartsWith("workload/", StringComparison.Ordinal)).GroupBy(r => r.Stream)
        let end = workload.FirstOrDefault(r => r.Type == "workload_finished")
        where end is not null
        from later in workload.Where(r => r.Version > end.Version)
        select $"{later.Stream}: {later.Type} after its end";

    /// <summary>Moments at which a pool, or a device of a machine, was given to more than it can hold, and tokens that did not rise.</summary>
    public IEnumerable<string> Overlaps() => records.Where(r => r.Stream.StartsWith("pool/", StringComparison.Ordinal)).GroupBy(r => r.Stream).SelectMany(OverlapsIn);

    private static IEnumerable<string> OverlapsIn(IGrouping<string, LedgerRecord> pool)
    {
        var (devices, token) = (0L, 0L);
        var held = new Dictionary<string, LedgerRecord>();
        foreach (var r in pool.OrderBy(r => r.Version))
        {
            if (r.Type == "pool_declared")
                devices = r.Data.GetProperty("Pool").GetProperty("Devices").GetInt64();
            else if (r.Type == "lease_released")
                held.Remove(r.Text("Job"));
            else if (r.Type == "lease_fenced")
                // The lease is held until it is released; what is granted from here on stands above the fence.
                token = Math.Max(token, r.Data.GetProperty("Fence").GetInt64());
            else
            {
                if (r.Data.GetProperty("Token").GetInt64() <= token)
                    yield return $"{pool.Key} version {r.Version}: token {r.Data.GetProperty("Token")} after {token}";
                token = r.Data.GetProperty("Token").GetInt64();
                if (!held.TryAdd(r.Text("Job"), r))
                    yield return $"{pool.Key} version {r.Version}: {r.Text("Job")} has two leases";
                var milli = held.Values.Sum(Milli);
                if (milli > devices * 1000)
                    yield return $"{pool.Key} version {r.Version}: {milli} milli-devices of {devices} devices are leased";
                foreach (var (seat, share) in held.Values.SelectMany(Seats).GroupBy(s => s.Seat, s => s.Milli).Select(g => (g.Key, g.Sum())).Where(s => s.Item2 > 1000))
                    yield return $"{pool.Key} version {r.Version}: device {seat} is leased {share} times in a thousand";
            }
        }
    }

    /// <summary>
    /// Ends that a site saw and the ledger has not: neither as the end of the workload, nor was the site's right to the job taken back before. Only silence may take it
    /// back while the job runs; a "lost" for a job that had ended would be a lost fact.
    /// </summary>
    public IEnumerable<string> LostEnds(IReadOnlyDictionary<JobKey, (SiteId Site, JobSighting End)> witnessed, IReadOnlySet<string> fencing)
    {
        var finished = records.Where(r => r.Type == "workload_finished" && r.Text("Job").Length > 0).ToLookup(r => r.Text("Job"));
        var released = records.Where(r => r.Type is "lease_released" or "lease_fenced").ToLookup(r => r.Text("Job"));
        foreach (var (job, (site, end)) in witnessed.Where(w => w.Value.End.State is JobState.Succeeded or JobState.Failed))
        {
            if (finished[job.Value].Any(f => f.Text("Outcome").Equals(end.State.ToString(), StringComparison.OrdinalIgnoreCase)))
                continue;
            var why = released[job.Value].Select(r => r.Text("Reason")).ToList();
            if (!why.Any(fencing.Contains))
                yield return $"{site} saw {job} end as {end.State} at {end.FinishedAt:O}; the ledger has {string.Join(", ", finished[job.Value].Select(f => f.Text("Outcome")))} and released it as '{string.Join(", ", why)}'";
        }
    }

    private static long Milli(LedgerRecord lease) => lease.Data.GetProperty("Devices").GetInt64() * (Number(lease.Data, "MilliPerDevice") ?? 1000);

    private static IEnumerable<(string Seat, long Milli)> Seats(LedgerRecord lease) => lease.Data.TryGetProperty("Seats", out var seats) && seats.ValueKind == JsonValueKind.Array
        ? seats.EnumerateArray().SelectMany(s => s.GetProperty("Devices").EnumerateArray().Select(d => ($"{s.GetProperty("Node").GetString()}/{d}", s.GetProperty("MilliPerDevice").GetInt64())))
        : [];

    private static long? Number(JsonElement data, string name) => data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : null;
}
