using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Objectives;

/// <summary>What each resume of an interrupted run costs besides its run time, as its tenant says. Listed only where some demand can be interrupted.</summary>
public sealed class AvoidResuming : IObjective
{
    public string Id => "resume";

    public bool Concerns(PlanningCase @case, DemandFacts demand) => false;

    public long OfPlacement(in Candidacy candidate, int startSlot) => 0;

    public long OfStretches(in Candidacy candidate, Stretched run) =>
        (long)Int128.Min(Micro.MostPerTerm, (Int128)run.Resumes * (candidate.Demand.Interruption?.ResumeMicroYuan ?? 0));

    public long AtMost(in Candidacy candidate) => 0;
}
