using System.Globalization;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain.Workloads;
using JasperFx.Events;

namespace ComputeNet.Service.Workloads;

/// <summary>Work done twice, as people read it; the site's own times are named as such.</summary>
public static class DoubleRunFacts
{
    public static IReadOnlyList<DoubleRun>? AllIn(IEnumerable<IEvent> events)
    {
        var seen = events.Select(e => e.Data).OfType<DoubleRunSeen>().Select(d => new DoubleRun(d.Cause, d.Stray, d.Other, d.GivenUpAt, d.At) { Restarts = d.Restarts }).ToList();
        return seen.Count == 0 ? null : seen;
    }

    public static Dictionary<string, string> Of(DoubleRunSeen seen)
    {
        var facts = new Dictionary<string, string?>
        {
            ["cause"] = Word(seen.Cause),
            ["job"] = seen.Stray.Job.Value,
            ["site"] = seen.Stray.Site.Value,
            ["pool"] = seen.Stray.Pool.Value,
            ["state"] = Word(seen.Stray.State),
            ["startedAtBySite"] = Text(seen.Stray.StartedAt),
            ["endedAtBySite"] = Text(seen.Stray.EndedAt),
            ["givenUpAt"] = Text(seen.GivenUpAt),
            ["otherJob"] = seen.Other?.Job.Value,
            ["otherSite"] = seen.Other?.Site.Value,
            ["otherState"] = seen.Other is null ? null : Word(seen.Other.State),
            ["restarts"] = seen.Restarts?.ToString(CultureInfo.InvariantCulture),
        };
        return facts.Where(f => f.Value is not null).ToDictionary(f => f.Key, f => f.Value!);
    }

    private static string? Text(DateTimeOffset? at) => at?.ToString("O", CultureInfo.InvariantCulture);

    private static string Word<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
