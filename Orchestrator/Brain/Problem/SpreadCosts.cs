namespace ComputeNet.Brain.Problem;

/// <summary>Sums over the parts of a gang: what each member takes where it is, and what the gang takes once, as much as in the dearest of its pools.</summary>
internal static class SpreadCosts
{
    /// <summary>What the run takes from its tenant's budget.</summary>
    internal static long Budget(Spread spread, int[] members)
    {
        var (compute, egress) = (0L, 0L);
        for (var part = 0; part < members.Length; part++)
        {
            compute += members[part] * spread.MemberIn(part).ComputeBudgetOf(null);
            egress = Math.Max(egress, spread.WholeIn(part).EgressBudgetMicroYuan);
        }
        return compute + egress;
    }

    /// <summary>Σ members × what each of them has in its pool.</summary>
    internal static double OfMembers(Spread spread, int[] members, Func<Candidacy, double> figure)
    {
        var sum = 0.0;
        for (var part = 0; part < members.Length; part++)
            sum += members[part] * figure(spread.MemberIn(part));
        return sum;
    }
}
