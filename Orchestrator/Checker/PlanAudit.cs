using System.Security.Cryptography;
using System.Text.Json;
using ComputeNet.Checker.Law;
using ComputeNet.Checker.Reading;

namespace ComputeNet.Checker;

/// <summary>
/// Holds a stored plan against its stored problem and policy with nothing of the brain in it: own JSON reading, own arithmetic, no solver.
/// A document with a member that it does not know is refused as unreadable rather than half checked.
/// </summary>
public static class PlanAudit
{
    /// <summary>The prices of the plan prove the bound that it tells.</summary>
    public const string BoundIsProved = "bound-is-proved";

    /// <summary>The plan answers this problem and this policy.</summary>
    public const string DigestsMatch = "digests-match";

    /// <summary>Ids of the brain's rules that this program holds plans against; a rulebook with others is not one that it can check.</summary>
    public static IReadOnlyList<string> KnownRules { get; } = [.. Filters.All.Select(f => f.Id), .. Constraints.All, .. Costs.Objectives];

    /// <summary>A decision record: <c>{ "problem": …, "policy": …, "plan": … }</c>.</summary>
    /// <exception cref="UnreadableException">A member is missing, unknown or of another kind; the message has path and value.</exception>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static Verdict OfRecord(string json)
    {
        using var document = JsonDocument.Parse(json);
        var record = new Node(document.RootElement, "$").KnowingOnly("schema", "problem", "policy", "plan");
        return Of(record["problem"], record["policy"], record["plan"]);
    }

    /// <summary>The three documents apart; paths in findings start with <c>$.plan</c> all the same.</summary>
    /// <inheritdoc cref="OfRecord" path="/exception"/>
    public static Verdict Of(string problem, string policy, string plan)
    {
        using var problemDocument = JsonDocument.Parse(problem);
        using var policyDocument = JsonDocument.Parse(policy);
        using var planDocument = JsonDocument.Parse(plan);
        return Of(new Node(problemDocument.RootElement, "$.problem"), new Node(policyDocument.RootElement, "$.policy"), new Node(planDocument.RootElement, "$.plan"));
    }

    private static Verdict Of(Node problem, Node policy, Node planNode)
    {
        var (asked, rules, plan) = (Problem.Read(problem), Policy.Read(policy), Plan.Read(planNode));
        var scene = new Scene(asked, rules);
        List<Finding> findings =
        [
            .. Digest(problem, plan.ProblemDigest, $"{plan.Path}.problemDigest"),
            .. Digest(policy, plan.PolicyDigest, $"{plan.Path}.policyDigest"),
            .. Constraints.Check(scene, plan),
            .. Books.Check(scene, plan),
            .. Moving.Check(asked, rules, plan),
        ];
        var flaws = Bound.Flaws(scene, plan.Prices).ToList();
        long? proved = flaws.Count == 0 ? Bound.Of(scene, plan.Prices) : null;
        findings.AddRange(flaws);
        if (proved is { } bound && bound != plan.BoundMicroYuan)
            findings.Add(new Finding(BoundIsProved, $"{plan.Path}.lowerBoundMicroYuan", $"the prices prove {bound} µ¥, not {plan.BoundMicroYuan} µ¥"));
        if (plan.BoundMicroYuan > plan.ObjectiveMicroYuan)
            findings.Add(new Finding(BoundIsProved, $"{plan.Path}.lowerBoundMicroYuan", $"{plan.BoundMicroYuan} µ¥ is above the objective, {plan.ObjectiveMicroYuan} µ¥"));
        return new Verdict(findings, plan.Placements.Count, plan.LeftOut.Count, plan.ObjectiveMicroYuan, proved);
    }

    /// <summary>SHA-256 of the document without white space, as it is stored.</summary>
    private static IEnumerable<Finding> Digest(Node document, string told, string path)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(document.Compact()));
        if (digest != told)
            yield return new Finding(DigestsMatch, path, $"{digest}, not {told}");
    }
}
