using System.Security.Cryptography;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Tenants;
using ComputeNet.Service.Http;
using JasperFx.Events;
using Marten;

namespace ComputeNet.Service.Tenants;

/// <summary>The passwords of the two first users; only those that were generated, for the person at the console, once.</summary>
public sealed record FirstPasswords(IReadOnlyDictionary<UserId, string> Generated);

/// <summary>Makes the first users of an empty ledger, so that nothing ever stands open and nobody needs a known default password.</summary>
public sealed class FirstRun(IDocumentStore store, Passwords passwords, OrchestratorOptions options, TimeProvider clock)
{
    public static readonly UserId Operator = new("operator");
    public static readonly UserId TenantUser = new("tenant");
    public static readonly TenantId Demo = new("demo");

    /// <summary>Called once the database is up. Null when there are users already; two nodes that start at once make them once.</summary>
    public async Task<FirstPasswords?> EnsureAsync(CancellationToken ct)
    {
        var context = CommandContext.OfTheBrain(clock) with { Actor = new UserId("host") };
        await using var session = context.OpenSession(store);
        if (await session.Query<UserPassword>().AnyAsync(ct))
            return null;
        var generated = new Dictionary<UserId, string>();
        session.Events.StartStream<Tenant>(Tenant.StreamOf(Demo), new TenantCreated(Demo, "Demo", context.Now));
        session.StartUser(Operator, Roles.Operator, null, passwords.Hash(Operator, PasswordOf(Operator, generated)), context.Now);
        session.StartUser(TenantUser, Roles.Tenant, Demo, passwords.Hash(TenantUser, PasswordOf(TenantUser, generated)), context.Now);
        try
        {
            await session.SaveChangesAsync(ct);
            return new FirstPasswords(generated);
        }
        catch (ExistingStreamIdCollisionException)
        {
            return null;
        }
    }

    private string PasswordOf(UserId user, Dictionary<UserId, string> generated)
    {
        if (options.InitialPasswords.TryGetValue(user.Value, out var chosen))
            return chosen;
        // 20 characters without look-alikes: about 100 bits.
        return generated[user] = RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", 20);
    }
}
