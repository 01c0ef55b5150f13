namespace ComputeNet.Brain.Explanations.Frontiers;

/// <summary>
/// The least grams seen up to each latency: milliseconds rise, grams fall. Points come by price, so one that lies on or above the stairs is
/// no better in anything than one that came before.
/// </summary>
internal sealed class Staircase
{
    private readonly List<(double Milliseconds, double Grams)> steps = [];

    /// <summary>False when a point that came before is as good in both.</summary>
    internal bool Add(double milliseconds, double grams)
    {
        var next = FirstBeyond(milliseconds);
        if (next > 0 && steps[next - 1].Grams <= grams)
            return false;
        var from = next > 0 && steps[next - 1].Milliseconds == milliseconds ? next - 1 : next;
        var end = next;
        while (end < steps.Count && steps[end].Grams >= grams)
            end++;
        steps.RemoveRange(from, end - from);
        steps.Insert(from, (milliseconds, grams));
        return true;
    }

    /// <summary>Index of the first step with more milliseconds.</summary>
    private int FirstBeyond(double milliseconds)
    {
        var (low, high) = (0, steps.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (steps[middle].Milliseconds <= milliseconds)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
