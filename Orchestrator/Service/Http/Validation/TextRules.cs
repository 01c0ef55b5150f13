using System.Text.RegularExpressions;
using ComputeNet.Contracts.Vocabulary;
using FluentValidation;

namespace ComputeNet.Service.Http.Validation;

/// <summary>The limits that several requests share. Every message says the rule and what was sent instead.</summary>
public static partial class TextRules
{
    private const int LongestLogTail = 8 * 1024;

    public static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>One line for people: not blank, no control characters (a name must not forge log lines or table rows).</summary>
    public static IRuleBuilderOptions<T, string?> Line<T>(this IRuleBuilder<T, string?> rule, int longest) => rule
        .Must(text => text is null || text.Length <= longest && !string.IsNullOrWhiteSpace(text)).WithMessage($"must have 1–{longest} characters, not only blanks.")
        .Must(text => text is null || !text.Any(char.IsControl)).WithMessage("must not contain control characters.");

    /// <summary>Text for machines, which may have line breaks and tabs; empty is fine.</summary>
    public static IRuleBuilderOptions<T, string?> Text<T>(this IRuleBuilder<T, string?> rule, int longest) => rule
        .Must(text => text is null || text.Length <= longest).WithMessage($"must have at most {longest} characters.")
        .Must(text => text is null || !text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))).WithMessage("must not contain control characters other than line breaks and tabs.");

    public static IRuleBuilderOptions<T, TValue> Within<T, TValue>(this IRuleBuilder<T, TValue> rule, TValue least, TValue most) where TValue : IComparable<TValue>, IComparable =>
        rule.InclusiveBetween(least, most).WithMessage($"must be {least}–{most}, not {{PropertyValue}}.");

    public static IRuleBuilderOptions<T, TValue?> Within<T, TValue>(this IRuleBuilder<T, TValue?> rule, TValue least, TValue most) where TValue : struct, IComparable<TValue>, IComparable =>
        rule.InclusiveBetween(least, most).WithMessage($"must be {least}–{most}, not {{PropertyValue}}.");

    public static IRuleBuilderOptions<T, IReadOnlyCollection<TItem>> Count<T, TItem>(this IRuleBuilder<T, IReadOnlyCollection<TItem>> rule, int least, int most) =>
        rule.Must(items => items.Count >= least && items.Count <= most).WithMessage((_, items) => $"must have {least}–{most} items, not {items.Count}.");

    /// <summary>For a list that may be left out.</summary>
    public static IRuleBuilderOptions<T, IReadOnlyCollection<TItem>?> AtMost<T, TItem>(this IRuleBuilder<T, IReadOnlyCollection<TItem>?> rule, int most) =>
        rule.Must(items => items is null || items.Count <= most).WithMessage($"must have at most {most} items.");

    /// <param name="rule">A list that may be left out; items that are null are another rule's business.</param>
    /// <param name="name">What an item is known by.</param>
    /// <param name="called">What that is called: "must not name a … twice."</param>
    public static IRuleBuilderOptions<T, IReadOnlyCollection<TItem>?> NamesOnce<T, TItem, TName>(
        this IRuleBuilder<T, IReadOnlyCollection<TItem>?> rule, Func<TItem, TName> name, string called) where TItem : class =>
        rule.Must(items => items is null || items.OfType<TItem>().GroupBy(name).All(g => g.Count() == 1)).WithMessage($"must not name a {called} twice.");

    public static IRuleBuilderOptions<T, DateTimeOffset> InOurTime<T>(this IRuleBuilder<T, DateTimeOffset> rule) =>
        rule.Must(at => at >= Earliest && at < Latest).WithMessage("must be in the years 2000–2099.");

    public static IRuleBuilderOptions<T, DateTimeOffset?> InOurTime<T>(this IRuleBuilder<T, DateTimeOffset?> rule) =>
        rule.Must(at => at is null || at >= Earliest && at < Latest).WithMessage("must be in the years 2000–2099.");

    /// <summary>The end of a job's log, or none.</summary>
    public static IRuleBuilderOptions<T, string?> LogTail<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(log => log is null || log.Length <= LongestLogTail).WithMessage($"must have at most {LongestLogTail} characters.");

    /// <summary>A refusal that screens can translate and the ledger can hold, or none.</summary>
    public static IRuleBuilderOptions<T, Refusal?> CodedReason<T>(this IRuleBuilder<T, Refusal?> rule) => rule
        .Must(why => why is null || IsRefusalCode(why.Code)).WithMessage("must have a kebab-case code.")
        .Must(why => why?.Facts is null || why.Facts.Count <= 50 && why.Facts.All(f => f.Key.Length <= 100 && f.Value is { Length: <= 1000 }))
        .WithMessage("must have at most 50 facts of at most 1000 characters.");

    /// <summary>Two capital letters, as ISO 3166-1 alpha-2 has them.</summary>
    public static IRuleBuilderOptions<T, string> CountryCode<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(code => code is not null && Country().IsMatch(code)).WithMessage("must be an ISO 3166-1 alpha-2 code such as CN, not '{PropertyValue}'.");

    /// <summary>Three capital letters, as ISO 4217 has them.</summary>
    public static IRuleBuilderOptions<T, string> CurrencyCode<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(code => code is not null && Currency().IsMatch(code)).WithMessage("must be an ISO 4217 code such as CNY, not '{PropertyValue}'.");

    public static bool IsVariableName(string name) => Variable().IsMatch(name);

    public static bool IsRefusalCode(string code) => Kebab().IsMatch(code);

    [GeneratedRegex(@"^[A-Z]{2}\z")]
    private static partial Regex Country();

    [GeneratedRegex(@"^[A-Z]{3}\z")]
    private static partial Regex Currency();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]{0,99}\z")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+){0,15}\z")]
    private static partial Regex Kebab();
}
