using System.IO.Compression;
using System.Text;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Plans;

namespace ComputeNet.Service.Plans;

/// <summary>
/// The permanent decision record of one round, by plan id: problem, policy and plan exactly as the brain had them (its own JSON, Brotli).
/// Explanations are pure functions of these three, so they are made again whenever somebody asks.
/// </summary>
public sealed record PlanRecord(string Id, PlanSummary Summary, byte[] Problem, byte[] Policy, byte[] Plan)
{
    public static PlanRecord Of(Picture picture, PlanSummary summary) => new(
        summary.Id.Value, summary, Pack(ProblemJson.Serialize(picture.Problem)), Pack(PolicyJson.Serialize(picture.Policy)), Pack(PlanJson.Serialize(picture.Plan)));

    /// <summary>The problem's own JSON, as it was.</summary>
    public string ProblemText() => Unpack(Problem);

    public string ToDecisionJson() => DecisionJson.Join(Unpack(Problem), Unpack(Policy), Unpack(Plan));

    public Picture ToPicture() =>
        new(Summary.Id, ProblemJson.Deserialize(Unpack(Problem)), PolicyJson.Deserialize(Unpack(Policy)), PlanJson.Deserialize(Unpack(Plan)));

    private static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
            brotli.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private static string Unpack(byte[] packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var reader = new StreamReader(brotli, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

/// <summary>What one round saw and what came of it. The id is null before the round is on record.</summary>
public sealed record Picture(Contracts.Vocabulary.PlanId? Id, PlanningProblem Problem, PlanningPolicy Policy, Plan Plan)
{
    /// <summary>The policy's prices when the round began: what a workload that comes later pays for its data.</summary>
    public DataTerms Prices { get; init; } = DataTerms.Default;
}
