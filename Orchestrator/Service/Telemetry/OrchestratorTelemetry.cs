using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ComputeNet.Service.Telemetry;

/// <summary>The Orchestrator's own spans and figures, under the one name <c>ComputeNet.Orchestrator</c>.</summary>
public static class OrchestratorTelemetry
{
    public const string Name = "ComputeNet.Orchestrator";

    public static readonly ActivitySource Source = new(Name);
    public static readonly Meter Meter = new(Name);
    public static readonly Histogram<double> RoundSeconds = Meter.CreateHistogram<double>("computenet.round.duration", "s", "Time to solve one planning round.");
}
