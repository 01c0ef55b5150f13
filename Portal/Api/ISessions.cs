using System.Net;
using ComputeNet.Client;
using ComputeNet.Contracts.Tenants;

namespace ComputeNet.Portal.Api;

/// <summary>Opening and closing a person's session with the Orchestrator.</summary>
public interface ISessions
{
    /// <summary>A wrong name or password, a lock-out and an Orchestrator that is away are three different troubles.</summary>
    Task<Outcome<Session>> SignInAsync(string user, string password, CancellationToken ct);

    /// <summary>Revokes the token of the signed-in person.</summary>
    Task<Trouble?> SignOutAsync(CancellationToken ct);
}

internal sealed class SessionsApi(IHttpClientFactory clients, Door door) : ISessions
{
    public async Task<Outcome<Session>> SignInAsync(string user, string password, CancellationToken ct)
    {
        var client = new ComputeNetClient(clients.CreateClient(Door.HttpClientName), () => null);
        try
        {
            return await client.SignInAsync(new(user, password), ct);
        }
        catch (ApiRefusedException e) when (e.Problem.Status == (int)HttpStatusCode.Unauthorized)
        {
            return new Trouble(e.Problem.Code, e.Problem.Facts ?? new Dictionary<string, string>(), new Dictionary<string, string[]>());
        }
        catch (Exception e) when (e is ApiRefusedException or UnreachableException)
        {
            return Trouble.Of(e);
        }
    }

    public async Task<Trouble?> SignOutAsync(CancellationToken ct) =>
        (await door.AskAsync(async client =>
        {
            await client.SignOutAsync(ct);
            return "";
        })).Trouble;
}
