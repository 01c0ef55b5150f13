using ComputeNet.Contracts.Vocabulary;
using Microsoft.AspNetCore.Identity;

namespace ComputeNet.Service.Tenants;

/// <summary>The hash of a user's password (the framework's PBKDF2 format, with its salt). Id is the user's name.</summary>
public sealed record UserPassword(string Id, string Hash);

/// <summary>Hashes and compares passwords, in the same time whether or not the user exists.</summary>
public sealed class Passwords
{
    // The framework hands the user to its hasher, which never looks at it.
    private readonly PasswordHasher<UserPassword> hasher = new();
    private readonly Lazy<string> nobodys;

    public Passwords() => nobodys = new(() => hasher.HashPassword(null!, Guid.NewGuid().ToString()));

    public UserPassword Hash(UserId user, string password) => new(user.Value, hasher.HashPassword(null!, password));

    /// <summary>Right or wrong; an unknown user (<paramref name="stored"/> null) is compared with nobody's hash, so that the time tells nothing.</summary>
    public bool IsRight(UserPassword? stored, string password) =>
        hasher.VerifyHashedPassword(null!, stored?.Hash ?? nobodys.Value, password) != PasswordVerificationResult.Failed && stored is not null;
}
