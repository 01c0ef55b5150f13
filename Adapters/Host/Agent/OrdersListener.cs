using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using Microsoft.Extensions.Logging;

namespace ComputeNet.Adapters.Host.Agent;

/// <summary>
/// Asks for the orders, one question at a time, so that answers cannot overtake each other. Only the newest set matters: it holds everything.
/// While the scheduler does not answer it does not ask: a question would tell the centre that the site is well.
/// </summary>
internal sealed class OrdersListener(SiteId site, CentreLine centre, AgentPace pace, Func<bool> schedulerAnswers, Action onOrders, ILogger logger)
{
    /// <summary>So many failures in a row are worth a warning; fewer happen at every restart of the centre.</summary>
    private const int FailuresWorthAWarning = 5;

    private readonly Backoff trouble = new(pace);
    private SiteOrders? newest;

    /// <summary>The newest orders that were not carried into the journal yet.</summary>
    public SiteOrders? Newest => Volatile.Read(ref newest);

    /// <summary>These orders are in the journal; newer ones that came meanwhile stay.</summary>
    public void Done(SiteOrders orders) => Interlocked.CompareExchange(ref newest, null, orders);

    public async Task RunAsync(CancellationToken ct)
    {
        var asked = 0L;
        while (true)
        {
            while (!schedulerAnswers())
                await Task.Delay(pace.ReportGap, pace.Time, ct);
            var began = pace.Time.GetTimestamp();
            var pause = TimeSpan.Zero;
            try
            {
                var orders = await centre.GetOrdersAsync(site, asked, ct);
                if (trouble.Reset())
                    logger.LogInformation("{Site}: the centre answers with orders again.", site);
                Volatile.Write(ref newest, orders);
                onOrders();
                // A centre that answers at once with nothing new must not be asked in a tight circle.
                if (orders.Version == asked)
                    pause = pace.ReportGap - pace.Time.GetElapsedTime(began);
                asked = orders.Version;
            }
            catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                // The host loop: whatever the centre answers, the agent goes on asking.
                pause = trouble.Next();
                logger.Log(trouble.Failures == FailuresWorthAWarning ? LogLevel.Warning : LogLevel.Debug,
                    "{Site}: no orders ({Reason}); asking again in {Pause}.", site, e.Message, pause);
            }
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, pace.Time, ct);
        }
    }
}
