using ComputeNet.Adapters.Host.Agent;
using ComputeNet.Adapters.Host.Journal;
using ComputeNet.Adapters.Simulated;
using ComputeNet.Adapters.Tests.Harness;
using Microsoft.Extensions.Logging.Abstractions;

namespace ComputeNet.Adapters.Tests.Simulated;

/// <summary>The options of a simulated site while a test sets them; those of the product cannot be changed afterwards.</summary>
public sealed class SimulatedWish
{
    public int Seed { get; set; } = 1;
    public IReadOnlyList<SimulatedFault> Faults { get; set; } = [];
    public double DoubleRunRate { get; set; }
    public double OutagesPerDay { get; set; }
    public TimeSpan OutageLength { get; set; } = TimeSpan.FromMinutes(15);
    public double PartitionsPerDay { get; set; }
    public TimeSpan PartitionLength { get; set; } = TimeSpan.FromMinutes(15);
    public double SkewedShare { get; set; }
    public TimeSpan MostSkew { get; set; } = TimeSpan.FromMinutes(10);
    public double ForeignShare { get; set; }
    public SimulatedTrace? Trace { get; set; }
    public double TraceSpeed { get; set; } = 1;
    public double AbsentShare { get; set; }
    public double PriceSwing { get; set; }
}

/// <summary>One simulated site whose behaviour a test chooses, with all that it needs around it.</summary>
public sealed class SimulatedStage(ManualClock clock) : IDisposable
{
    private readonly DateTimeOffset began = clock.GetUtcNow();
    private readonly TemporaryFolder folder = new();
    private readonly List<IDisposable> opened = [];
    private SimulatedClient? client;
    private SimulatedScheduler? scheduler;

    public SimulatedOptions Options(Action<SimulatedWish>? choose = null)
    {
        var wish = new SimulatedWish();
        choose?.Invoke(wish);
        return new()
        {
            Centre = new Uri("http://localhost:1/"),
            Token = site => site.Value,
            DataDirectory = folder.Path,
            Sites = [SimulatedWorld.Site],
            Seed = wish.Seed,
            Faults = wish.Faults,
            DoubleRunRate = wish.DoubleRunRate,
            OutagesPerDay = wish.OutagesPerDay,
            OutageLength = wish.OutageLength,
            PartitionsPerDay = wish.PartitionsPerDay,
            PartitionLength = wish.PartitionLength,
            SkewedShare = wish.SkewedShare,
            MostSkew = wish.MostSkew,
            ForeignShare = wish.ForeignShare,
            ForeignTrace = wish.Trace,
            ForeignTraceSpeed = wish.TraceSpeed,
            ForeignTraceFrom = began,
            AbsentShare = wish.AbsentShare,
            PriceSwing = wish.PriceSwing,
        };
    }

    /// <summary>A scheduler; a later one finds what the earlier one left.</summary>
    public SimulatedScheduler Scheduler(Action<SimulatedWish>? choose = null, SimulatedSite? site = null)
    {
        client?.Dispose();
        client = new SimulatedClient(folder.File("jobs.jsonl"));
        return scheduler = new SimulatedScheduler(site ?? SimulatedWorld.Site, client, Options(choose), clock);
    }

    public FileJobJournal Journal()
    {
        var journal = new FileJobJournal(folder.File($"journal-{opened.Count}.jsonl"), flushToDisk: false);
        opened.Add(journal);
        return journal;
    }

    /// <summary>The scheduler's own numbers of jobs.</summary>
    public IReadOnlyList<int> NumbersOf(params string[] jobs) => [.. jobs.Select(job => client!.ListOf(SimulatedWorld.Site.Id).Single(j => j.Job.Value == job).Number)];

    /// <summary>The site's agent on a line that may be cut.</summary>
    public IAsyncDisposable Agent(CentreStandIn centre, SimulatedLine line) => new Running(this, centre, line);

    public void Dispose()
    {
        client?.Dispose();
        opened.ForEach(o => o.Dispose());
        folder.Dispose();
    }

    private sealed class Running : IAsyncDisposable
    {
        private readonly CancellationTokenSource stopping = new();
        private readonly CentreLine line;
        private readonly Task agent;

        public Running(SimulatedStage stage, CentreStandIn centre, SimulatedLine cut)
        {
            line = new CentreLine(centre.Address, cut.TokenOf, AgentRun.Quick, around: cut.Around);
            var scheduler = stage.scheduler ?? stage.Scheduler();
            agent = new SiteAgent(SimulatedWorld.Site.Id, scheduler, stage.Journal(), line, AgentRun.Quick, scheduler.Clock, NullLogger<SiteAgent>.Instance).RunAsync(stopping.Token);
        }

        public async ValueTask DisposeAsync()
        {
            await stopping.CancelAsync();
            await agent;
            line.Dispose();
            stopping.Dispose();
        }
    }
}
