using System.Runtime.CompilerServices;
using ComputeNet.Contracts.Sites;
using ComputeNet.Service.Http;
using Microsoft.AspNetCore.SignalR;

namespace ComputeNet.Service.Sites.Hub;

/// <summary>
/// <c>/hubs/site</c>: the Site API over one connection that the site opens. Every message goes through its HTTP route, with that route's access, limits,
/// validation and problems: there is one way to handle it, whatever carried it.
/// </summary>
public sealed class SiteHub(SiteRoutes routes, SiteRefusals refusals) : Microsoft.AspNetCore.SignalR.Hub
{
    public const string Route = "/" + SiteHubWords.Route;

    /// <summary>Messages of one connection that are worked on at once; the rest of them wait, other connections do not.</summary>
    public const int MessagesAtOnce = 8;

    /// <summary>The largest body of a route, and its envelope.</summary>
    public const long LargestMessageBytes = SiteEndpoints.LargestReportBytes + (64 << 10);

    public Task<SiteHubReply> Send(SiteHubRequest request) => routes.AnswerAsync(request, Context.GetHttpContext(), Context.ConnectionAborted);

    /// <summary>A message that is larger than any route takes ends its connection before it can be answered.</summary>
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        if (exception is InvalidDataException && Caller.Of(Context.User)?.Site is { } site)
            refusals.Note(site, Route, Body.TooLarge(LargestMessageBytes));
        return base.OnDisconnectedAsync(exception);
    }

    /// <summary>A stream, since a question that waits for orders must not hold up the messages behind it.</summary>
    public async IAsyncEnumerable<SiteHubReply> Ask(SiteHubRequest request, [EnumeratorCancellation] CancellationToken ct)
    {
        yield return await routes.AnswerAsync(request, Context.GetHttpContext(), ct);
    }
}
