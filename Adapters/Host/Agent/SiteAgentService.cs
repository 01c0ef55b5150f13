using ComputeNet.Adapters.Host.Journal;
using ComputeNet.Adapters.Host.Transports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ComputeNet.Adapters.Host.Agent;

/// <summary>Runs the agents of some sites for as long as the process lives; they share one journal and one line to the centre.</summary>
internal sealed class SiteAgentService(SiteAgentOptions options, CentreTransport transport, DaprSidecar sidecar, Func<IReadOnlyList<AgentSite>> sites, TimeProvider clock, ILoggerFactory loggers) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        using var journal = new FileJobJournal(options.JournalPath, options.FlushToDisk);
        using var centre = new CentreLine(options.Centre, options.Token, options.Pace, options.Handler?.Invoke(), transport, options.Around, sidecar);
        var logger = loggers.CreateLogger<SiteAgent>();
        var agents = sites().Select(s => new SiteAgent(s.Id, s.Scheduler, journal, centre, options.Pace, s.Clock ?? clock, logger)).ToList();
        await Task.WhenAll(agents.Select(a => a.RunAsync(ct)));
    }
}
