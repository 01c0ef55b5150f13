using ComputeNet.Brain.Packing;

namespace ComputeNet.Benchmarks.OpenB;

/// <summary>Seeded orders (SplitMix64).</summary>
public static class NodeOrder
{
    /// <summary>The simulator ranks nodes by a random number per seed and takes the first of equal scores; so do our copies of its policies, with numbers of our own.</summary>
    public static IReadOnlyList<Node> Ranked(IReadOnlyList<Node> nodes, int seed) => Shuffled(nodes, new((ulong)seed * 1000));

    /// <summary>The simulator's recipe with other random numbers: the list, clones of random pods until demand is 130 %, shuffled.</summary>
    public static IReadOnlyList<int> HeldOutArrivals(OpenBTrace trace, int seed)
    {
        var random = new SplitMix((ulong)seed * 7919 + 13);
        var arrivals = Enumerable.Range(0, trace.Pods.Count).ToList();
        var target = trace.Nodes.Sum(node => 1300L * node.Devices);
        for (var demand = trace.Pods.Sum(pod => (long)pod.TotalMilli); ;)
        {
            var clone = random.Below(trace.Pods.Count);
            demand += trace.Pods[clone].TotalMilli;
            if (demand > target)
                return Shuffled(arrivals, random);
            arrivals.Add(clone);
        }
    }

    private static List<T> Shuffled<T>(IReadOnlyList<T> items, SplitMix random)
    {
        var shuffled = items.ToList();
        for (var left = shuffled.Count; left > 1; left--)
        {
            var other = random.Below(left);
            (shuffled[left - 1], shuffled[other]) = (shuffled[other], shuffled[left - 1]);
        }
        return shuffled;
    }

    private sealed class SplitMix(ulong seed)
    {
        private ulong state = seed;

        internal int Below(int count)
        {
            state += 0x9E3779B97F4A7C15;
            var mixed = state;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return (int)((mixed ^ (mixed >> 31)) % (ulong)count);
        }
    }
}
