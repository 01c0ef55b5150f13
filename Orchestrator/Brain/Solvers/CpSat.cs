using Google.OrTools.Sat;

namespace ComputeNet.Brain.Solvers;

/// <summary>CP-SAT as the brain uses it: one worker, a seed and deterministic time, so that the same problem has the same answer anywhere.</summary>
internal static class CpSat
{
    /// <summary>It would catch SIGINT while it solves and then leave the process without its own handler: the next Ctrl-C would kill instead of stopping.</summary>
    private const string LeavesSignalsAlone = "catch_sigint_signal:false";

    /// <param name="seed">Its low 31 bits are used.</param>
    /// <param name="seconds">Deterministic time, roughly seconds of one core.</param>
    internal static CpSolver Solver(long seed, double seconds) =>
        new() { StringParameters = FormattableString.Invariant($"num_workers:1,random_seed:{seed & 0x7FFFFFFF},max_deterministic_time:{seconds:R},{LeavesSignalsAlone}") };
}
