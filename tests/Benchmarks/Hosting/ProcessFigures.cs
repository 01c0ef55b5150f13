using System.Globalization;

namespace ComputeNet.Benchmarks.Hosting;

/// <summary>What the system says of a process and of those that it started: processor seconds and resident memory. Linux.</summary>
internal static class ProcessFigures
{
    private const double TicksPerSecond = 100;

    /// <summary>Processor seconds of a process, of its living children and of those that have ended.</summary>
    public static double CpuSeconds(int process) => Times(process, withEnded: true) + Children(process).Sum(child => Times(child, withEnded: false));

    public static double ResidentMebibytes(int process) => Pages(process) * Environment.SystemPageSize / 1048576.0;

    public static int Threads(int process) => int.Parse(Fields(process)[17], CultureInfo.InvariantCulture);

    private static IEnumerable<int> Children(int process) =>
        Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture)).Where(id => Fields(id) is { Length: > 1 } fields && fields[1] == process.ToString(CultureInfo.InvariantCulture));

    private static double Times(int process, bool withEnded) =>
        Fields(process) is { Length: > 16 } fields ? fields.Skip(11).Take(withEnded ? 4 : 2).Sum(f => long.Parse(f, CultureInfo.InvariantCulture)) / TicksPerSecond : 0;

    private static long Pages(int process) => Fields(process) is { Length: > 21 } fields ? long.Parse(fields[21], CultureInfo.InvariantCulture) : 0;

    /// <summary>Raw sample: <c>4711 (postgres) S 4700 4711 …</c>; the fields behind the name, from the state on. None when the process is gone.</summary>
    private static string[] Fields(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
