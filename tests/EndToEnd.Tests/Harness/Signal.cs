using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ComputeNet.EndToEnd.Tests.Harness;

/// <summary>POSIX signals to processes that a test started itself.</summary>
public static class Signal
{
    public const int Interrupt = 2;
    public const int Kill = 9;

    /// <param name="processId">Negative: every process of that group, as the terminal's Ctrl-C does it.</param>
    /// <param name="signal">One of the constants.</param>
    public static void Send(int processId, int signal)
    {
        if (kill(processId, signal) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"kill({processId}, {signal})");
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int pid, int signal);
}
