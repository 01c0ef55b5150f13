using System.Net;
using System.Text.Json;
using ComputeNet.Adapters.Port;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Slurm;

/// <summary>
/// From Slurm's no to ours. slurmrestd answers 500 to nearly everything, and to "slurmctld is down" in the very words of "unknown job": only the number tells.
/// Whatever says nothing about the job is <see cref="SchedulerTrouble.Unreachable"/>. Pure.
/// </summary>
public static class SlurmTrouble
{
    /// <summary>ESLURM_INVALID_JOB_ID.</summary>
    public const int UnknownJob = 2017;

    /// <summary>ESLURM_ALREADY_DONE.</summary>
    public const int AlreadyDone = 2021;

    /// <summary>ESLURM_JOB_NOT_RUNNING.</summary>
    public const int NotRunning = 2085;

    private const int LongestMessage = 400;

    /// <summary>ESLURM numbers of slurm_errno.h that are the site's no to a job, with our code for them.</summary>
    private static readonly Dictionary<int, string> Vetoes = new()
    {
        [2000] = "slurm-partition-unknown",
        [2001] = "slurm-partition-unknown",
        [2002] = "slurm-access-denied",
        [2003] = "slurm-access-denied",
        [2004] = "slurm-too-big",
        [2005] = "slurm-too-big",
        [2006] = "slurm-too-big",
        [2014] = "slurm-too-big",
        [2029] = "slurm-refused",
        [2045] = "slurm-account-unknown",
        [2050] = "slurm-quota-exceeded",
        [2051] = "slurm-quota-exceeded",
        [2044] = "slurm-too-big",
        [2066] = "slurm-qos-unknown",
        [2072] = "slurm-refused",
        [2074] = "slurm-quota-exceeded",
        [2121] = "slurm-refused",
        [2130] = "slurm-access-denied",
    };

    /// <summary>Numbers of the 2000s that say "not now": the order stays, and is tried again.</summary>
    private static readonly HashSet<int> Passing = [2007, 2022, 2027, 2049, 2061, 2070, 2090, 2101, 2105, 2120, 2125, 2131];

    /// <summary>The numbers in an answer's errors; older versions have <c>error_number</c> or <c>error_code</c>, newer ones also <c>status[].error.code</c> of a cancel.</summary>
    public static IReadOnlyList<int> Codes(JsonElement? answer) => answer is not { } told ? [] :
    [
        .. told.Items("errors").Select(e => (int)(e.Number("error_number") ?? e.Number("error_code") ?? -1)),
        .. told.Items("status").Select(s => s.Part("error")?.Number("code")).OfType<long>().Where(c => c != 0).Select(c => (int)c),
    ];

    /// <param name="isSubmit">The answer is about a job that was to be made: then a number may be the site's veto.</param>
    public static SchedulerException Of(HttpStatusCode status, JsonElement? answer, bool isSubmit = false)
    {
        var codes = Codes(answer);
        var message = string.Join("; ", answer is { } told ? told.Items("errors").Select(e => $"{e.Text("error")} {e.Text("description")}".Trim()) : []);
        if (message.Length > LongestMessage)
            message = message[..LongestMessage];
        (string, object?)[] facts = [("status", (int)status), ("slurmError", codes.Count > 0 ? codes[0] : null), ("message", message)];
        if (status == HttpStatusCode.Unauthorized || codes.Any(c => c is 1007 or >= 6000 and < 7000))
            return new(SchedulerTrouble.Unreachable, Refusal.Because("slurm-credential-refused", facts));
        if (isSubmit && codes.FirstOrDefault(Vetoes.ContainsKey) is > 0 and var veto)
            return new(SchedulerTrouble.Refused, Refusal.Because(Vetoes[veto], facts));
        if (isSubmit && (status == HttpStatusCode.BadRequest || codes.Any(c => c is >= 2000 and < 3000 && !Passing.Contains(c))))
            return new(SchedulerTrouble.Refused, Refusal.Because("slurm-refused", facts));
        return new(SchedulerTrouble.Unreachable, Refusal.Because("slurm-unreachable", facts));
    }

    public static SchedulerException NoAnswer(Exception e) => new(SchedulerTrouble.Unreachable, Refusal.Because("slurm-unreachable", ("message", e.Message)), e);
}
