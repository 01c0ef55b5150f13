using ComputeNet.Client;
using Microsoft.AspNetCore.Components.Authorization;

namespace ComputeNet.Portal.Api;

/// <summary>The way to the Orchestrator in the name of the person who is signed in to this circuit or request.</summary>
internal sealed class Door(IHttpClientFactory clients, AuthenticationStateProvider authentication)
{
    public const string HttpClientName = "orchestrator";

    public async Task<ComputeNetClient> OpenAsync()
    {
        var token = (await authentication.GetAuthenticationStateAsync()).User.FindFirst(PortalClaims.Token)?.Value;
        return new(clients.CreateClient(HttpClientName), () => token);
    }

    /// <summary>Asks one question; a refusal or a silence comes back as trouble, a bug still throws.</summary>
    public async Task<Outcome<T>> AskAsync<T>(Func<ComputeNetClient, Task<T>> question) where T : class
    {
        try
        {
            return await question(await OpenAsync());
        }
        catch (Exception e) when (e is ApiRefusedException or UnreachableException)
        {
            return Trouble.Of(e);
        }
    }
}
