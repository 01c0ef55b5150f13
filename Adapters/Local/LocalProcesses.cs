using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ComputeNet.Adapters.Local;

/// <summary>Processes of this machine, recognised by pid, start time and boot. Linux only.</summary>
public static class LocalProcesses
{
    private const int Kill = 9;
    private const int Terminate = 15;

    // The numbers are the same on x86-64 and arm64 (asm-generic).
    private const long PidfdSendSignal = 424;
    private const long PidfdOpen = 434;

    /// <summary>Raw sample of the file: <c>4711 229264 8a2e8d5b-fac7-4f65-85e6-10eefecf7e69</c>.</summary>
    public static ProcessIdentity? Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 3
            && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            ? new(pid, ticks, words[2]) : null;
    }

    public static bool IsAlive(ProcessIdentity process) => process.Boot == Boot && StartTicks(process.Pid) == process.StartTicks;

    /// <summary>Asks exactly this process to end (SIGTERM).</summary>
    public static void AskToEnd(ProcessIdentity process) => Signal(process, Terminate);

    /// <summary>Ends exactly this process (SIGKILL).</summary>
    public static void End(ProcessIdentity process) => Signal(process, Kill);

    /// <summary>The handle is taken before the identity is checked: a pid that is given away in between is not hit.</summary>
    private static void Signal(ProcessIdentity process, int signal)
    {
        var handle = SystemCall(PidfdOpen, process.Pid, 0, 0, 0);
        if (handle < 0)
            return;
        using var owner = new Microsoft.Win32.SafeHandles.SafeFileHandle((nint)handle, ownsHandle: true);
        if (IsAlive(process) && SystemCall(PidfdSendSignal, handle, signal, 0, 0) < 0 && IsAlive(process))
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"Process {process.Pid} cannot be signalled.");
    }

    /// <summary>User ids that own a process now, the dead ones that nobody has waited for left out. Raw samples of lines: <c>State:	Z (zombie)</c>, <c>Uid:	1000	1000	1000	1000</c>.</summary>
    public static IReadOnlySet<uint> UsersWithProcesses()
    {
        var users = new HashSet<uint>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(f => char.IsAsciiDigit(Path.GetFileName(f)[0])))
            if (TryRead(Path.Combine(folder, "status")) is { } status && !status.Contains("\nState:\tZ", StringComparison.Ordinal))
                foreach (var word in status.Split('\n').First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t').Skip(1))
                    users.Add(uint.Parse(word, CultureInfo.InvariantCulture));
        return users;
    }

    private static string Boot => field ??= File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    /// <summary>
    /// Field 22 of <c>/proc/pid/stat</c>; null for a process that is gone or only waits for its parent (a zombie). The second field is the
    /// program's name in parentheses and may hold anything, so counting starts after the last one: <c>4711 (a) b) S 1 …</c>.
    /// </summary>
    private static long? StartTicks(int pid)
    {
        if (TryRead($"/proc/{pid}/stat") is not { } stat)
            return null;
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
    }

    private static string? TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            // The process ended between the listing and the reading (ENOENT, ESRCH).
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "syscall", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern long SystemCall(long number, long first, long second, long third, long fourth);
}
