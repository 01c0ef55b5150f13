using System.Globalization;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Api;
using Microsoft.Extensions.Localization;

namespace ComputeNet.Portal.Shared;

/// <summary>Marks the resources of the coded "no": one sentence <c>Refusal_&lt;code&gt;</c> with <c>{fact}</c> places per code.</summary>
public sealed class Refusals
{
    /// <summary>The sentence of a code in the reader's language; a code that we have no sentence for is shown bare, with its numbers.</summary>
    public static string Say(
        IStringLocalizer<Refusals> text, string code, IReadOnlyDictionary<string, string> facts, string? lastResort = null, FactText? show = null)
    {
        var sentence = text[$"Refusal_{code}"];
        if (sentence.ResourceNotFound)
            return lastResort ?? (facts.Count == 0 ? code : $"{code} ({string.Join(", ", facts.Select(f => $"{f.Key} = {f.Value}"))})");
        var shown = show ?? new FactText(CultureInfo.CurrentCulture, TimeZoneInfo.Utc, _ => null);
        return Sentence.Fill(sentence.Value, facts, shown.Show);
    }

    public static string Say(IStringLocalizer<Refusals> text, Refusal refusal) => Say(text, refusal.Code, refusal.Facts);

    public static string Say(IStringLocalizer<Refusals> text, Trouble trouble) => Say(text, trouble.Code, trouble.Facts, trouble.Detail);
}
