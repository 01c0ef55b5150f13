using System.Security.Claims;
using ComputeNet.Contracts.Sites;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Tests.Fakes;
using ComputeNet.Portal.Tests.Fleet;
using ComputeNet.Portal.Tests.Host;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace ComputeNet.Portal.Tests.Api;

/// <summary>Load-and-listen over a real hub and real HTTP.</summary>
public class LiveQueryTests
{
    [Fact]
    public async Task a_change_on_the_hub_brings_a_new_reading_and_an_end_of_interest_hangs_up()
    {
        await using var orchestrator = await TinyOrchestrator.StartAsync();
        await using var services = Services(orchestrator.Address);
        var feed = services.GetRequiredService<SharedFeed>();
        using var stop = new CancellationTokenSource();
        var states = new List<Live<IReadOnlyList<SiteSummary>>>();
        var listening = ListenAsync(services.GetRequiredService<IFleet>(), states, stop.Token);

        // The second reading is the one that follows the hub's Connected: nothing between the first and it is missed.
        await Patience.UntilAsync(() => orchestrator.Readings >= 2 && states.Count >= 2);
        await orchestrator.ChangeAsync(SiteSample.Hangzhou with { LeasedDevices = 500 });
        await Patience.UntilAsync(() => states[^1].Value![0].LeasedDevices == 500);
        feed.Listeners.ShouldBe(1);

        await stop.CancelAsync();
        await listening;
        feed.Listeners.ShouldBe(0);
    }

    [Fact]
    public async Task silence_keeps_the_last_value_marks_it_and_passes_when_the_answer_comes_back()
    {
        await using var orchestrator = await TinyOrchestrator.StartAsync();
        await using var services = Services(orchestrator.Address);
        using var stop = new CancellationTokenSource();
        var states = new List<Live<IReadOnlyList<SiteSummary>>>();
        var listening = ListenAsync(services.GetRequiredService<IFleet>(), states, stop.Token);
        await Patience.UntilAsync(() => states.Count >= 2);

        orchestrator.IsAway = true;
        await orchestrator.ChangeAsync(SiteSample.Hangzhou with { LeasedDevices = 1 });
        await Patience.UntilAsync(() => states[^1].IsStale);
        states[^1].Value![0].LeasedDevices.ShouldBe(SiteSample.Hangzhou.LeasedDevices);
        states[^1].Trouble!.MayPass.ShouldBeTrue();

        orchestrator.IsAway = false;
        await Patience.UntilAsync(() => states[^1] is { IsStale: false } now && now.Value![0].LeasedDevices == 1);

        await stop.CancelAsync();
        await listening;
    }

    [Fact]
    public async Task a_session_that_is_over_is_told_as_that()
    {
        await using var orchestrator = await TinyOrchestrator.StartAsync();
        await using var services = Services(orchestrator.Address, token: "revoked");
        using var stop = new CancellationTokenSource();
        var states = new List<Live<IReadOnlyList<SiteSummary>>>();
        var listening = ListenAsync(services.GetRequiredService<IFleet>(), states, stop.Token);

        await Patience.UntilAsync(() => states.Count >= 1);
        states[0].HasFailed.ShouldBeTrue();
        states[0].Trouble.ShouldBe(Trouble.SignedOut);

        await stop.CancelAsync();
        await listening;
    }

    private static async Task ListenAsync(IFleet fleet, List<Live<IReadOnlyList<SiteSummary>>> states, CancellationToken ct)
    {
        try
        {
            await foreach (var state in fleet.WatchAsync(ct))
                states.Add(state);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The test has seen enough.
        }
    }

    private static ServiceProvider Services(Uri orchestrator, string token = TinyOrchestrator.Token)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<AuthenticationStateProvider>(new Somebody(token));
        services.AddPortalApi(new PortalOptions(orchestrator));
        return services.BuildServiceProvider();
    }

    private sealed class Somebody(string token) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(new(new ClaimsIdentity([new(PortalClaims.Token, token)], "test"))));
    }
}
