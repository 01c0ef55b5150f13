using System.Text.Json;
using ComputeNet.Checker;
using ComputeNet.Checker.Reading;

// Checker <record.json>                              a decision record: { "problem": …, "policy": …, "plan": … }
// Checker <problem.json> <policy.json> <plan.json>   the same in three files
// Exit code: 0 the plan holds, 1 it does not, 2 wrong command line, 3 a file cannot be read.
if (args.Length is not (1 or 3))
{
    Console.Error.WriteLine("usage: Checker <record.json> | Checker <problem.json> <policy.json> <plan.json>");
    return 2;
}
try
{
    var texts = args.Select(File.ReadAllText).ToList();
    var verdict = texts.Count == 1 ? PlanAudit.OfRecord(texts[0]) : PlanAudit.Of(texts[0], texts[1], texts[2]);
    foreach (var finding in verdict.Findings)
        Console.WriteLine(finding);
    Console.WriteLine(verdict.Holds
        ? $"holds: {verdict.Placed} placed, {verdict.LeftOut} left out, {verdict.ObjectiveMicroYuan} µ¥, proved bound {verdict.ProvedBoundMicroYuan} µ¥"
        : $"refused: {verdict.Findings.Count} findings");
    return verdict.Holds ? 0 : 1;
}
catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or JsonException or UnreadableException)
{
    Console.Error.WriteLine(trouble.Message);
    return 3;
}
