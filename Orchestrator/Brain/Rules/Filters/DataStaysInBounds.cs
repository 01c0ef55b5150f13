using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>
/// Data locality: data goes no further from where it lies than its tenant allows. Where nobody says in which region and country that is, it
/// leaves its site only when it may go anywhere.
/// </summary>
public sealed class DataStaysInBounds : IFilter
{
    public string Id => "data-would-leave";

    public bool Concerns(DemandFacts demand) => demand.Demand.Placement.Data is { Count: > 0 };

    public bool Allows(in Candidacy candidate) => FirstLeaving(candidate) is null;

    public Refusal Because(in Candidacy candidate)
    {
        var data = FirstLeaving(candidate);
        return Refusal.Because(Id, ("dataSite", data?.At), ("staysIn", data?.StaysIn), ("dataGigabytes", data?.Gigabytes), ("site", candidate.Pool.Supply.Site));
    }

    private static DataSet? FirstLeaving(in Candidacy candidate)
    {
        foreach (var data in candidate.Demand.Demand.Placement.Data ?? [])
        {
            if (Leaves(candidate, data))
                return data;
        }
        return null;
    }

    /// <summary>Whether one data set would go further than it may; asks only where the candidate is.</summary>
    internal static bool Leaves(in Candidacy candidate, DataSet data) =>
        data.StaysIn != DataBound.Anywhere && data.At != candidate.Pool.Supply.Site && !StaysIn(candidate, data);

    private static bool StaysIn(in Candidacy candidate, DataSet data) => candidate.Case.WhereIs(data.At) is { } home && data.StaysIn switch
    {
        DataBound.Country => home.Country.Equals(candidate.Pool.Supply.Country, StringComparison.OrdinalIgnoreCase),
        DataBound.Region => home.Region == candidate.Pool.Supply.Region,
        _ => false,
    };
}
