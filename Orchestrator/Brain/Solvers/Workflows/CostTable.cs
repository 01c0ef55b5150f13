namespace ComputeNet.Brain.Solvers.Workflows;

/// <summary>
/// A cost for every choice of values of some gangs. <paramref name="Scope"/> is in reverse order of decision, so that the gang decided first is the
/// last and its values lie side by side. <paramref name="FromPart"/> is the part of the bound that passed it on, or −1 for given costs.
/// </summary>
internal sealed record CostTable(int[] Scope, long[] MicroYuan, int FromPart, bool IsOwn, IReadOnlyList<int> Flows);

/// <summary>One part: the tables that were put together for a gang, and what remains when the gang takes its best value.</summary>
internal sealed record TablePart(int Gang, List<CostTable> Tables, CostTable Passes);
