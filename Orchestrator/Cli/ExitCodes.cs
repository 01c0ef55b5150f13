namespace ComputeNet.Cli;

/// <summary>What the exit code of every command means.</summary>
internal static class ExitCodes
{
    internal const int Yes = 0;

    /// <summary>The command worked and its answer is no: the plan does not hold, the replay differs, the two plans differ.</summary>
    internal const int No = 1;

    /// <summary>The command line is wrong, or names a workload, site or pool that the files do not have.</summary>
    internal const int WrongCommandLine = 2;

    /// <summary>A file cannot be read or is not what it should be; the message names file, JSON path and value.</summary>
    internal const int UnreadableInput = 3;
}
