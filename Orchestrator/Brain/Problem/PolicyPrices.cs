namespace ComputeNet.Brain.Problem;

/// <summary>The policy's prices as the objectives multiply them: known figures as doubles, worked out once and not for every candidate.</summary>
public sealed class PolicyPrices
{
    internal PolicyPrices(PlanningPolicy policy)
    {
        CarbonYuanPerTonne = Known.Factor(policy.CarbonYuanPerTonne);
        LatencyYuanPerMillisecondHour = Known.Factor(policy.LatencyYuanPerMillisecondHour);
        WaitingYuanPerHour = Known.Factor(policy.WaitingYuanPerHour);
        UnplacedYuan = Known.Factor(policy.UnplacedYuan);
        LatenessYuanPerHour = Known.Factor(policy.LatenessYuanPerHour ?? 0);
        MigrationYuan = Known.Factor(policy.MigrationYuan ?? 0);
        StabilityYuan = Known.Factor(policy.StabilityYuan ?? 0);
        FragmentationYuanPerDeviceHour = Known.Factor(policy.FragmentationYuanPerDeviceHour ?? 0);
        CarbonCaution = Known.Factor(policy.CarbonCaution ?? 0);
        ExtraPoolYuan = Known.Factor(policy.ExtraPoolYuan ?? 0);
        TrustWeight = Known.Factor(policy.TrustWeight ?? 0);
    }

    public double CarbonYuanPerTonne { get; }
    public double LatencyYuanPerMillisecondHour { get; }
    public double WaitingYuanPerHour { get; }
    public double UnplacedYuan { get; }
    public double LatenessYuanPerHour { get; }
    public double MigrationYuan { get; }
    public double StabilityYuan { get; }
    public double FragmentationYuanPerDeviceHour { get; }
    public double CarbonCaution { get; }
    public double ExtraPoolYuan { get; }
    public double TrustWeight { get; }
}
