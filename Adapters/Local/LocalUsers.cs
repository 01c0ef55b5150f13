using System.Globalization;
using System.Runtime.Versioning;

namespace ComputeNet.Adapters.Local;

/// <summary>
/// Gives out user ids, machine-wide: ending a job kills every process of its user, so no two jobs may ever share one, not even jobs of two
/// agents. A file <c>&lt;registry&gt;/&lt;user id&gt;</c> holds the folder of the job that has it; when that folder is gone, the id is free.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class LocalUsers(LocalOptions options)
{
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(10);

    /// <summary>Ids for all members of a job, or an exception that names the range when it is exhausted. <paramref name="from"/>: where to begin looking.</summary>
    public IReadOnlyList<uint> Take(int count, string jobFolder, uint from)
    {
        Directory.CreateDirectory(options.UserRegistry);
        using var turn = TakeTurn();
        // Not all programs of a machine know whose the range is.
        var busy = LocalProcesses.UsersWithProcesses();
        var taken = new List<uint>();
        for (var i = 0u; i < options.UserCount && taken.Count < count; i++)
        {
            var user = options.FirstUserId + (from + i) % options.UserCount;
            if (!busy.Contains(user) && TryTake(user, jobFolder))
                taken.Add(user);
        }
        return taken.Count == count ? taken
            : throw new InvalidOperationException($"Of the {options.UserCount} user ids from {options.FirstUserId}, fewer than {count} are free.");
    }

    private bool TryTake(uint user, string jobFolder)
    {
        var path = Path.Combine(options.UserRegistry, user.ToString(CultureInfo.InvariantCulture));
        if (File.Exists(path) && Directory.Exists(File.ReadAllText(path)))
            return false;
        File.WriteAllText(path, jobFolder);
        return true;
    }

    /// <summary>One agent at a time looks and takes; a dead one's lock is gone with it.</summary>
    private FileStream TakeTurn()
    {
        FileStream? held = null;
        var path = Path.Combine(options.UserRegistry, "lock");
        bool Try()
        {
            try
            {
                held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                return true;
            }
            catch (IOException)
            {
                return false;
            }
        }
        return SpinWait.SpinUntil(Try, LongestTurn) ? held! : throw new InvalidOperationException($"{path} has been held by another process for more than {LongestTurn}.");
    }
}
