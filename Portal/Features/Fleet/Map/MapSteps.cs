namespace ComputeNet.Portal.Features.Fleet.Map;

/// <summary>Walking from disc to disc with the arrow keys.</summary>
public static class MapSteps
{
    /// <summary>The nearest disc in the direction of the key, sideways distance counting double; null if there is none or the key is no arrow.</summary>
    public static int? Next(IReadOnlyList<MapMark> marks, int from, string key)
    {
        (double X, double Y)? way = key switch
        {
            "ArrowLeft" => (-1, 0),
            "ArrowRight" => (1, 0),
            "ArrowUp" => (0, -1),
            "ArrowDown" => (0, 1),
            _ => null,
        };
        if (way is not { } w || from >= marks.Count)
            return null;
        var ahead = marks
            .Select((mark, index) => (index, x: mark.At.X - marks[from].At.X, y: mark.At.Y - marks[from].At.Y))
            .Select(m => (m.index, forward: m.x * w.X + m.y * w.Y, aside: Math.Abs(m.x * w.Y) + Math.Abs(m.y * w.X)))
            .Where(m => m.forward > 0)
            .ToList();
        return ahead.Count == 0 ? null : ahead.MinBy(m => m.forward + 2 * m.aside).index;
    }
}
