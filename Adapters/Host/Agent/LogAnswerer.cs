using ComputeNet.Adapters.Port;
using ComputeNet.Client;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using Microsoft.Extensions.Logging;

namespace ComputeNet.Adapters.Host.Agent;

/// <summary>
/// Answers the centre's wish for logs of running jobs, each once per set of orders that has it. What does not arrive is wished for again, for as long as
/// somebody reads; nothing else waits for it.
/// </summary>
internal sealed class LogAnswerer(SiteId site, CentreLine centre, ISiteScheduler scheduler, TimeProvider clock, ILogger logger)
{
    /// <summary>With 8 KiB each, well under the centre's limit on a body.</summary>
    private const int LogsPerAnswer = 50;

    public async Task AnswerAsync(IReadOnlyList<JobKey> wanted, CancellationToken ct)
    {
        var logs = new List<JobLogTail>();
        foreach (var job in wanted.Take(LogsPerAnswer))
            logs.Add(await ReadAsync(job, ct));
        try
        {
            await centre.SendLogsAsync(site, new SiteLogs(clock.GetUtcNow(), logs), ct);
        }
        catch (Exception e) when (e is UnreachableException or ApiRefusedException)
        {
            logger.LogDebug("{Site}: the logs of {Jobs} jobs did not arrive: {Reason}", site, logs.Count, e.Message);
        }
    }

    private async Task<JobLogTail> ReadAsync(JobKey job, CancellationToken ct)
    {
        if (scheduler is not IJobLogs source)
            return new(job, null, Refusal.Because("logs-not-supported", ("site", site)));
        try
        {
            return new(job, LogText.Tail(await source.ReadLogAsync(job, ct)));
        }
        catch (SchedulerException e)
        {
            return new(job, null, e.Why);
        }
    }
}
