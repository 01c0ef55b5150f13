using ComputeNet.Contracts.Tenants;

namespace ComputeNet.Client;

/// <summary>Tokens for scripts and adapters: make, list, revoke. The secret is seen once.</summary>
public sealed class TokensClient(ApiConnection connection)
{
    public Task<IReadOnlyList<TokenView>> ListAsync(CancellationToken ct = default) => connection.GetAsync<IReadOnlyList<TokenView>>("api/tokens", ct);
    public Task<TokenCreated> CreateAsync(CreateToken body, CancellationToken ct = default) => connection.PostAsync<TokenCreated>("api/tokens", body, ct);
    public Task RevokeAsync(string id, CancellationToken ct = default) => connection.DeleteAsync($"api/tokens/{Uri.EscapeDataString(id)}", ct);
}
