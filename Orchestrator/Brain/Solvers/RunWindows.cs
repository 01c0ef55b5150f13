namespace ComputeNet.Brain.Solvers;

/// <summary>
/// The distinct pairs of pool and touched slots among all options. Thousands of demands share a pair, so what prices charge such a run at
/// the least is worked out once per pair and not once per demand.
/// </summary>
internal sealed class RunWindows(int pools)
{
    private readonly Dictionary<int, int>[] ofPool = [.. Enumerable.Range(0, pools).Select(_ => new Dictionary<int, int>())];
    private readonly List<(int Pool, int Touched)> all = [];

    internal int Count => all.Count;
    internal (int Pool, int Touched) this[int window] => all[window];

    internal int Of(int pool, int touched)
    {
        if (!ofPool[pool].TryGetValue(touched, out var window))
        {
            ofPool[pool][touched] = window = all.Count;
            all.Add((pool, touched));
        }
        return window;
    }
}
