using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using ComputeNet.Contracts;
using ComputeNet.Service.Http.Problems;
using ComputeNet.Service.Sites;
using ComputeNet.Service.Tenants;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ComputeNet.Service.Http;

/// <summary>
/// <c>Authorization: Bearer cn_…</c>, and on hubs also <c>?access_token=</c>, because a browser's WebSocket cannot send headers.
/// The scheme is never anybody's default: the Portal may live in the same process with cookies of its own.
/// </summary>
public sealed class BearerTokens(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccessTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "ComputeNetBearer";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Presented() is not { } secret)
            return AuthenticateResult.NoResult();
        if (await tokens.FindAsync(secret, Context.RequestAborted) is not { } token)
            return AuthenticateResult.Fail("The token is unknown, expired or revoked.");
        var properties = new AuthenticationProperties { ExpiresUtc = token.ExpiresAt };
        return AuthenticateResult.Success(new AuthenticationTicket(token.ToCaller().ToPrincipal(), properties, Scheme));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer realm=\"computenet\"";
        var presented = Presented() is not null;
        return Context.WriteProblemAsync(new(
            "Sign in first", StatusCodes.Status401Unauthorized, presented ? "token-refused" : "token-missing",
            presented ? "The token is unknown, expired or revoked." : "Send the header Authorization: Bearer <token>."));
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var caller = Caller.Of(Context.User);
        var readOnly = caller is { MayWrite: false } && !Access.OnlyReads(Context);
        var problem = new ApiProblem(
            "Not allowed", StatusCodes.Status403Forbidden, readOnly ? "token-reads-only" : "role-not-allowed",
            readOnly ? "This token may read, not change." : "Your role may not do this.",
            Facts: new Dictionary<string, string> { ["role"] = caller?.Role ?? "", ["scope"] = caller?.Scope ?? "" });
        Context.RequestServices.GetRequiredService<SiteRefusals>().Note(Context, problem);
        return Context.WriteProblemAsync(problem);
    }

    private string? Presented()
    {
        if (AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header) && header is { Parameter.Length: > 0 }
            && header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
            return header.Parameter;
        return Request.Path.StartsWithSegments("/hubs") && Request.Query["access_token"] is [{ Length: > 0 } token] ? token : null;
    }
}
