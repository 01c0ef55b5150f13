using System.Diagnostics;
using System.Diagnostics.Metrics;
using ComputeNet.Adapters.Host.Journal;
using ComputeNet.Adapters.Port;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Host;

/// <summary>Traces and metrics of all agents of the process, under the name <c>ComputeNet.Adapters</c>.</summary>
public static class AgentTelemetry
{
    public const string Name = "ComputeNet.Adapters";

    private static readonly ActivitySource Activities = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Ends = Meter.CreateCounter<long>("computenet.adapters.jobs.ended", "{job}", "Jobs that reached a terminal state, by site and state.");
    private static readonly Counter<long> Reports = Meter.CreateCounter<long>("computenet.adapters.reports", "{report}", "Reports to the centre, by site and whether they arrived.");
    private static readonly Counter<long> Troubles = Meter.CreateCounter<long>("computenet.adapters.scheduler.troubles", "{failure}", "Turns in which the scheduler did not answer, by site.");

    /// <summary>The start of a job joins the trace of its workload, when the order carries one.</summary>
    internal static Activity? Submitting(JobOrder order)
    {
        ActivityContext.TryParse(order.TraceParent, null, isRemote: true, out var workload);
        var activity = Activities.StartActivity("job.submit", ActivityKind.Consumer, workload);
        activity?.SetTag("computenet.job", order.Job.Value).SetTag("computenet.workload", order.Workload.Value).SetTag("computenet.pool", order.Pool.Value);
        return activity;
    }

    /// <summary>The client's own HTTP spans hang below this one and carry it to the centre.</summary>
    internal static Activity? Reporting(SiteId site, SightingReport report)
    {
        // A heartbeat is not worth a span: 130 sites would drown everything else.
        if (report.Sightings.Count == 0)
            return null;
        return Activities.StartActivity("site.report", ActivityKind.Client)?.SetTag("computenet.site", site.Value).SetTag("computenet.sightings", report.Sightings.Count);
    }

    internal static void Failed(Activity? activity, SchedulerException trouble) => activity?.SetStatus(ActivityStatusCode.Error, trouble.Why.Code);

    internal static void Ended(SiteId site, JobEntry entry) => Ends.Add(1, new("site", site.Value), new("state", entry.End?.State.ToString()));

    internal static void Reported(SiteId site, bool arrived) => Reports.Add(1, new("site", site.Value), new("arrived", arrived));

    internal static void Trouble(SiteId site) => Troubles.Add(1, new KeyValuePair<string, object?>("site", site.Value));
}
