using System.Globalization;

namespace ComputeNet.Portal.Features.Submit;

/// <summary>What can be said about a form without asking the Orchestrator, all of it at once. The Orchestrator has the last word.</summary>
public static class SubmitFormErrors
{
    public static IReadOnlyList<FieldError> Of(SubmitForm form) =>
        [.. Basics(form), .. form.Variants.SelectMany((v, i) => v.Errors(i)), .. form.Interruption.Errors(), .. Wishes(form)];

    private static IEnumerable<FieldError> Basics(SubmitForm form)
    {
        if (form.Name.Trim().Length is 0 or > 100)
            yield return new("name", "field-name-length");
        if (form.GangMembers is null or < 1 or > 1024)
            yield return Range("gangMembers", 1, 1024);
        if (form.Priority is null or < 0 or > 100)
            yield return Range("priority", 0, 100);
    }

    private static IEnumerable<FieldError> Wishes(SubmitForm form)
    {
        if (form.MaxLatencyMilliseconds is { } limit && (limit <= 0 || !double.IsFinite(limit)))
            yield return new("placement.maxLatencyMilliseconds", "field-more-than-zero");
        if (form is { MaxLatencyMilliseconds: not null, ClientPlace: "" })
            yield return new("placement.clientPlace", "field-place-for-latency");
        if (form is { EarliestStart: { } start, Deadline: { } end } && end <= start)
            yield return new("placement.deadline", "field-deadline-before-start");
        if (form.Sites.Intersect(form.DeniedSites).FirstOrDefault() is { } both)
            yield return new("placement.deniedSites", "field-site-allowed-and-denied", ("site", both));
    }

    private static FieldError Range(string path, int min, int max) =>
        new(path, "field-range", ("min", min.ToString(CultureInfo.InvariantCulture)), ("max", max.ToString(CultureInfo.InvariantCulture)));
}
