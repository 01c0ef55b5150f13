using ComputeNet.Benchmarks.Running;
using ComputeNet.Brain.Timing;

namespace ComputeNet.Benchmarks.Gaia;

/// <summary>What a queue promises: how long its jobs are on average, and that none waits longer than its limit.</summary>
/// <param name="LeastSeconds">It takes nothing shorter.</param>
/// <param name="MostSeconds">It takes nothing as long; null for the last queue.</param>
public sealed record GaiaQueue(long AverageSeconds, long WaitingLimitSeconds, long LeastSeconds, long? MostSeconds);

/// <summary>A job as everybody sees it when it arrives.</summary>
public sealed record GaiaArrival(int Job, long ArrivalSecond, int Cpus, GaiaQueue Queue)
{
    public long LatestStartSecond => ArrivalSecond + Queue.WaitingLimitSeconds;
}

/// <summary>
/// The 1 000 jobs, GAIA's two queues (under 2 h, waiting up to 6 h; longer, waiting up to 24 h) and carbon by the hour. Times are cut to whole slots of 5 s
/// as GAIA's simulator does, and counted in seconds.
/// </summary>
public sealed class GaiaTrace
{
    public const string JobsFile = "traces/gaia/pai_1k.csv";
    public const string CarbonFile = "traces/gaia/carbon_AU-SA_2022_hourly.csv";

    /// <summary>GAIA's simulator sees thirty days.</summary>
    public const int Hours = 720;

    /// <summary>The hour of the year at which GAIA's figures start.</summary>
    public const int PublishedStart = 7000;

    private const int SlotSeconds = 5;
    private const int SecondsPerHour = 3600;
    private const long ShortEnds = 2 * SecondsPerHour;

    private readonly long[] centigrams;

    private GaiaTrace(long[] centigrams, IReadOnlyList<GaiaArrival> arrivals, long[] lengths) => (this.centigrams, Arrivals, Lengths) = (centigrams, arrivals, lengths);

    public IReadOnlyList<GaiaArrival> Arrivals { get; }

    /// <summary>Seconds that each job will turn out to run: for tracks that know, and for what has ended.</summary>
    public IReadOnlyList<long> Lengths { get; }

    public static GaiaTrace Read(RunOptions options)
    {
        var jobs = TraceTable.Read(options.PathOf(JobsFile));
        var told = jobs.Numbers("length").ToArray();
        var lengths = told.Select(InSlots).ToArray();
        var brief = new GaiaQueue(InSlots(told.Where(l => l <= ShortEnds).Average()), 6 * SecondsPerHour, 0, ShortEnds);
        var lasting = new GaiaQueue(InSlots(told.Where(l => l >= ShortEnds).Average()), 24 * SecondsPerHour, ShortEnds, null);
        var arrivals = jobs.Numbers("arrival_time").Zip(jobs.Numbers("cpus"))
            .Select((job, index) => new GaiaArrival(index, InSlots(job.First), (int)job.Second, lengths[index] < ShortEnds ? brief : lasting));
        var grams = TraceTable.Read(options.PathOf(CarbonFile)).Numbers("g_per_kwh");
        return new GaiaTrace([.. grams.Select(g => (long)(g * 100))], [.. arrivals.OrderBy(a => a.ArrivalSecond)], lengths);
    }

    /// <summary>Hundredths of g/kWh from an hour of the year on.</summary>
    public CostCurve From(int hour, int hours = Hours) => new(centigrams[hour..(hour + hours)], SecondsPerHour);

    /// <summary>What somebody without foresight expects at a second after the start: the day before, again and again.</summary>
    public Forecast Yesterday(int start, long second)
    {
        var now = start + (int)(second / SecondsPerHour);
        return new Forecast { RatesPerSecond = centigrams[(now - 24)..now], StepSeconds = SecondsPerHour };
    }

    private static long InSlots(decimal seconds) => (long)(seconds / SlotSeconds) * SlotSeconds;
}
