using ComputeNet.Domain;
using JasperFx.Events;
using Marten;
using Marten.Exceptions;

namespace ComputeNet.Service.Http;

/// <summary>Load, decide, append: the one way in which a command changes the ledger.</summary>
public static class LedgerSessions
{
    private const int MostTries = 6;

    /// <summary>
    /// Runs <paramref name="attempt"/> in a session of its own and saves. When somebody else was faster on one of its streams, it is run
    /// again on the new state; after <c>6</c> tries the conflict is the caller's.
    /// </summary>
    public static async Task<T> ChangeAsync<T>(this IDocumentStore store, CommandContext context, Func<IDocumentSession, Task<T>> attempt, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            await using var session = context.OpenSession(store);
            var result = await attempt(session);
            try
            {
                await session.SaveChangesAsync(ct);
                return result;
            }
            catch (Exception e) when (tries < MostTries && IsConflict(e))
            {
                // The next try reads the new state and decides on that.
            }
        }
    }

    /// <summary>Appends what was decided, and fails on save when the stream has moved on since <paramref name="revision"/> was read.</summary>
    public static void Append<T>(this IDocumentSession session, string stream, long revision, Decision decision) where T : class
    {
        var events = decision.OrThrow();
        if (events.Count == 0)
            return;
        if (revision == 0)
            session.Events.StartStream<T>(stream, events);
        else
            session.Events.Append(stream, revision + events.Count, events);
    }

    /// <summary>Another writer got to the same stream first.</summary>
    public static bool IsConflict(Exception e) => e is EventStreamUnexpectedMaxEventIdException or Marten.Exceptions.ExistingStreamIdCollisionException
        or JasperFx.Events.ExistingStreamIdCollisionException or ConcurrentUpdateException;
}
