namespace ComputeNet.Benchmarks.Spatial;

/// <summary>
/// The published placement (umassos/decarbonization-potential @3493a630, sim_spatial/capacity_latency): origin after origin, cleanest first, moves its
/// work to the cleanest zones in reach while there is room. As published, an origin counts the room in its own zone as used up when it meets itself.
/// </summary>
internal static class PublishedGreedy
{
    internal static double GramsPerKilowattHour(SpatialTrace trace, double limitMilliseconds, int work, int room)
    {
        var zones = trace.Zones.Count;
        var held = Enumerable.Repeat(work, zones).ToArray();
        for (var origin = 0; origin < zones; origin++)
        {
            var left = work;
            // Zones are in order of their carbon already.
            for (var zone = 0; zone < zones && left > 0; zone++)
            {
                if (trace.Milliseconds(origin, zone) > limitMilliseconds)
                    continue;
                var moved = Math.Min(left, room - held[zone]);
                held[zone] += moved;
                held[origin] -= moved;
                left -= moved;
            }
        }
        return held.Select((h, zone) => h * trace.Grams[zone]).Sum() / (work * zones);
    }
}
