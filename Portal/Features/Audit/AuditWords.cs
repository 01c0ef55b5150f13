using Microsoft.Extensions.Localization;

namespace ComputeNet.Portal.Features.Audit;

/// <summary>Acts and things of the audit in the reader's language; one that has no word yet is shown as the ledger has it.</summary>
public static class AuditWords
{
    public static string Noun(IStringLocalizer<AuditTexts> text, string noun) => Word(text, $"Noun_{noun}", noun);

    public static string Action(IStringLocalizer<AuditTexts> text, string action) => Word(text, $"Action_{action}", action);

    private static string Word(IStringLocalizer<AuditTexts> text, string key, string otherwise) =>
        text[key] is { ResourceNotFound: false } word ? word.Value : otherwise;
}
