using ComputeNet.Adapters.Host.Agent;
using ComputeNet.Client;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ComputeNet.Adapters.Host.Credentials;

/// <summary>Renews the credential when it is time, and finds out at the start how the last renewal ended. It never ends before the process does.</summary>
internal sealed class CredentialRenewal(CredentialKeeper keeper, AgentPace pace, ILogger<CredentialRenewal> logger) : BackgroundService
{
    /// <summary>The clock may be set meanwhile.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var trouble = new Backoff(pace);
        while (true)
        {
            var pause = keeper.UntilDue;
            if (pause <= TimeSpan.Zero)
                pause = await TryAsync(trouble, stoppingToken);
            await Task.Delay(pause < LongestSleep ? pause : LongestSleep, pace.Time, stoppingToken);
        }
    }

    private async Task<TimeSpan> TryAsync(Backoff trouble, CancellationToken ct)
    {
        try
        {
            await keeper.RenewAsync(ct);
            trouble.Reset();
            logger.LogInformation("{Site}: the credential was renewed.", keeper.Site);
            return keeper.UntilDue;
        }
        catch (ApiRefusedException e)
        {
            logger.LogError("{Site}: the credential could not be renewed: {Refusal}. If this lasts, ask the network's operator for a new join command.", keeper.Site, e.Problem.Detail ?? e.Problem.Code);
            return trouble.Next();
        }
        catch (UnreachableException e)
        {
            logger.LogWarning(e, "{Site}: the centre does not answer; the credential is renewed later.", keeper.Site);
            return trouble.Next();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full disk: what is held goes on being good, and nothing was told that is not kept.
            logger.LogError(e, "{Site}: the credential could not be kept.", keeper.Site);
            return trouble.Next();
        }
    }
}
