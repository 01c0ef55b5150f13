using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Objectives;

/// <summary>
/// Leaving pools whole for large gangs: device-hours × the policy's price × the share of the pool that the gang does not need. A gang that
/// fills its pool pays nothing; one device in a pool of a thousand pays nearly all.
/// </summary>
public sealed class AvoidFragmenting : IObjective
{
    public string Id => "fragmentation";

    public bool IsPerMember => true;

    public bool Concerns(PlanningCase @case, DemandFacts demand) => @case.Prices.FragmentationYuanPerDeviceHour > 0;

    public long OfPlacement(in Candidacy candidate, int startSlot) => Over(candidate, candidate.DurationHours);

    public long OfStretches(in Candidacy candidate, Stretched run) => Over(candidate, run.RunHours);

    public long AtMost(in Candidacy candidate) => OfPlacement(candidate, 0);

    private static long Over(in Candidacy candidate, double hours) => Micro.FromYuan(
        candidate.Case.Prices.FragmentationYuanPerDeviceHour * candidate.PaidDevices * hours
        * Math.Max(0, 1 - candidate.PaidDevices / Math.Max(1, candidate.Pool.Devices)));
}
