namespace ComputeNet.Portal.Features.Submit;

/// <summary>Something to pick: what is sent, and what people call it.</summary>
public sealed record Choice(string Value, string Name)
{
    public bool IsCalled(string text) =>
        Value.Equals(text, StringComparison.OrdinalIgnoreCase) || Name.Equals(text, StringComparison.CurrentCultureIgnoreCase);
}
