using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Objectives;

/// <summary>
/// Moving what already runs: the policy's price of a move, its checkpoint's gigabytes × the transfer price, the work since the checkpoint
/// done again on the devices there, and what its tenant asks for a resume. Staying, and starting for the first time, costs nothing here.
/// </summary>
public sealed class AvoidMoving : IObjective
{
    public string Id => "migration";

    public bool Concerns(PlanningCase @case, DemandFacts demand) => demand.Demand.Runs is not null;

    public long OfPlacement(in Candidacy candidate, int startSlot)
    {
        if (candidate.Demand.Demand.Runs is not { } runs || runs.Pool == candidate.Pool.Supply.Pool)
            return 0;
        var transfer = (Known.Figure(runs.CheckpointGigabytes) ?? 0) * candidate.Pool.TransferYuanPerGigabyte(runs.Site);
        var again = candidate.YuanPerDeviceHour * candidate.PaidDevices * Math.Max(0, runs.SecondsSinceCheckpoint) / 3600.0;
        // One that has stopped resumes wherever it goes on; one that runs would not have to.
        var resume = runs.VariantIndex is null ? 0 : candidate.Demand.Interruption?.ResumeMicroYuan ?? 0;
        return resume + Micro.FromYuan(candidate.Case.Prices.MigrationYuan + candidate.Demand.Weights.Price * (transfer + again));
    }

    public long AtMost(in Candidacy candidate) => OfPlacement(candidate, 0);
}
