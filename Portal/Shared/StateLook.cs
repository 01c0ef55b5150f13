using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Portal.Shared;

/// <summary>The shapes that stand for a state, so that colour is never the only sign.</summary>
public enum StateShape { Disc, HalfDisc, Ring, Warning, Cross, Check, CrossedBox, Pause, DashedRing }

/// <summary>A state on screen: the key of its word, its shape, and the name of its colour in <see cref="Theme.States"/>.</summary>
public sealed record StateLook(string WordKey, StateShape Shape, string Colour)
{
    public string Css => $"var(--cn-{Colour})";

    public static StateLook Of(SiteState state) => state switch
    {
        SiteState.Online => new("Site_Online", StateShape.Disc, "state-running"),
        SiteState.Stale => new("Site_Stale", StateShape.Warning, "state-at-risk"),
        SiteState.Lost => new("Site_Lost", StateShape.Cross, "state-lost"),
        SiteState.Draining => new("Site_Draining", StateShape.Pause, "state-drained"),
        SiteState.Suspended => new("Site_Suspended", StateShape.Pause, "state-drained"),
        _ => new("Site_Unjoined", StateShape.DashedRing, "state-waiting"),
    };

    public static StateLook Of(WorkloadPhase phase, WorkloadOutcome? outcome) => (phase, outcome) switch
    {
        (WorkloadPhase.Placed, _) => new("Phase_Placed", StateShape.HalfDisc, "state-starting"),
        (WorkloadPhase.Starting, _) => new("Phase_Starting", StateShape.HalfDisc, "state-starting"),
        (WorkloadPhase.Running, _) => new("Phase_Running", StateShape.Disc, "state-running"),
        (WorkloadPhase.Finished, WorkloadOutcome.Failed) => new("Outcome_Failed", StateShape.CrossedBox, "state-failed"),
        (WorkloadPhase.Finished, WorkloadOutcome.Cancelled) => new("Outcome_Cancelled", StateShape.Pause, "state-waiting"),
        (WorkloadPhase.Finished, _) => new("Outcome_Succeeded", StateShape.Check, "state-finished"),
        _ => new("Phase_Pending", StateShape.Ring, "state-waiting"),
    };

    public static StateLook Of(WorkloadPhase phase) => Of(phase, null);
}
