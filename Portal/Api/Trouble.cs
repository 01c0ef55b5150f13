using System.Net;
using ComputeNet.Client;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Portal.Api;

/// <summary>
/// A "no" or a silence, ready to be translated: <paramref name="Code"/> names the sentence, <paramref name="Facts"/> fill it,
/// <paramref name="Errors"/> name the bad fields of a form, <paramref name="Detail"/> is the server's own English as a last resort.
/// </summary>
public sealed record Trouble(
    string Code,
    IReadOnlyDictionary<string, string> Facts,
    IReadOnlyDictionary<string, string[]> Errors,
    string? Detail = null,
    string? CorrelationId = null)
{
    private static readonly Dictionary<string, string> NoFacts = [];
    private static readonly Dictionary<string, string[]> NoErrors = [];

    /// <summary>The Orchestrator did not answer, or broke off. Trying again may help.</summary>
    public static readonly Trouble Unreachable = new("orchestrator-unreachable", NoFacts, NoErrors);

    /// <summary>The session is over: signing in again helps, waiting does not.</summary>
    public static readonly Trouble SignedOut = new("signed-out", NoFacts, NoErrors);

    public bool MayPass => Code == Unreachable.Code;

    public static Trouble Of(Refusal refusal) => new(refusal.Code, refusal.Facts, NoErrors);

    internal static Trouble Of(Exception exception) => exception switch
    {
        ApiRefusedException { Problem.Status: (int)HttpStatusCode.Unauthorized } => SignedOut,
        ApiRefusedException { Problem: var p } => new(p.Code, p.Facts ?? NoFacts, p.Errors ?? NoErrors, p.Detail ?? p.Title, p.CorrelationId),
        UnreachableException e => Unreachable with { Detail = e.Message },
        _ => throw new ArgumentException($"The client throws ApiRefusedException or UnreachableException, not {exception.GetType().Name}.", exception),
    };
}

/// <summary>What came of one question or act: a value, or the trouble with it.</summary>
public sealed record Outcome<T>(T? Value, Trouble? Trouble) where T : class
{
    public static implicit operator Outcome<T>(T value) => new(value, null);
    public static implicit operator Outcome<T>(Trouble trouble) => new(null, trouble);
}
