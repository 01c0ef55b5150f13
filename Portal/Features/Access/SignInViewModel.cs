using ComputeNet.Contracts.Tenants;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Shared;

namespace ComputeNet.Portal.Features.Access;

/// <summary>What the sign-in form carries.</summary>
public sealed record SignInEntry
{
    public string? User { get; set; }
    public string? Password { get; set; }
}

/// <summary>Tries a name and a password, and keeps what went wrong for the form.</summary>
public sealed class SignInViewModel(ISessions sessions) : ViewModel
{
    public Trouble? Trouble { get; private set; }
    public bool IsIncomplete { get; private set; }

    public override Task RunAsync(CancellationToken ct) => Task.CompletedTask;

    /// <summary>The session, or null with the reason in <see cref="Trouble"/> or <see cref="IsIncomplete"/>.</summary>
    public async Task<Session?> SignInAsync(SignInEntry entry, CancellationToken ct)
    {
        Trouble = null;
        IsIncomplete = string.IsNullOrWhiteSpace(entry.User) || string.IsNullOrEmpty(entry.Password);
        if (IsIncomplete)
            return null;
        var outcome = await sessions.SignInAsync(entry.User!.Trim(), entry.Password!, ct);
        Trouble = outcome.Trouble;
        return outcome.Value;
    }
}
