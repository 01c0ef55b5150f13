using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using ComputeNet.Adapters.Port;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Slurm;

/// <summary>
/// slurmrestd as we speak to it, nothing of ours. Three habits of it are met here: it takes a body only with a length and the bare content type; more than
/// some tens of connections stall it; and it may want a socket.
/// </summary>
public sealed class SlurmClient : IDisposable
{
    /// <summary>Two hundred unbounded connections stall a 22.05 for fifteen seconds.</summary>
    public const int MostConnections = 8;

    private static readonly MediaTypeHeaderValue BareJson = new("application/json");

    private readonly SlurmOptions options;
    private readonly HttpClient http;
    private SlurmDialect? dialect;

    /// <param name="handler">Null: the real network.</param>
    public SlurmClient(SlurmOptions options, HttpMessageHandler? handler = null)
    {
        this.options = options;
        http = new HttpClient(handler ?? Connect(options.Rest)) { BaseAddress = options.Rest.Scheme == "unix" ? new Uri("http://localhost/") : options.Rest, Timeout = options.RequestTimeout };
    }

    /// <summary>What is spoken here; asked for once, and again when slurmrestd does not know it any more.</summary>
    public async Task<SlurmDialect> DialectAsync(CancellationToken ct)
    {
        if (dialect is { } known)
            return known;
        foreach (var candidate in SlurmDialect.All.Where(d => options.ApiVersion is null || d.Version == options.ApiVersion))
        {
            var (status, answer) = await SendAsync(HttpMethod.Get, $"slurm/{candidate.Version}/ping", null, ct);
            if (status != HttpStatusCode.NotFound)
            {
                if (status != HttpStatusCode.OK)
                    throw Trouble(status, answer);
                return dialect = candidate with { Release = answer?.Part("meta") is { } meta ? SlurmDialect.ReleaseIn(meta) : null };
            }
        }
        throw new SchedulerException(SchedulerTrouble.Unreachable, Refusal.Because("slurm-version-not-spoken", ("spoken", string.Join(' ', SlurmDialect.All.Select(d => d.Version)))));
    }

    public Task<IReadOnlyList<SlurmJob>> ListJobsAsync(CancellationToken ct) => ListAsync("jobs", "jobs", SlurmJob.Read, ct);

    /// <summary>Never <c>node/{name}</c>: that lists wrong partitions.</summary>
    public Task<IReadOnlyList<SlurmNode>> ListNodesAsync(CancellationToken ct) => ListAsync("nodes", "nodes", SlurmNode.Read, ct);

    public Task<IReadOnlyList<SlurmPartition>> ListPartitionsAsync(CancellationToken ct) => ListAsync("partitions", "partitions", SlurmPartition.Read, ct);

    public Task<IReadOnlyList<SlurmReservation>> ListReservationsAsync(CancellationToken ct) => ListAsync("reservations", "reservations", SlurmReservation.Read, ct);

    /// <summary>Null when Slurm answered and does not know it: 500 with 2017 in older versions, 404 with 2017 in newer ones.</summary>
    public async Task<SlurmJob?> FindJobAsync(long id, CancellationToken ct)
    {
        var (status, answer) = await AskAsync(HttpMethod.Get, $"job/{id}", null, ct);
        if (SlurmTrouble.Codes(answer).Contains(SlurmTrouble.UnknownJob))
            return null;
        return status == HttpStatusCode.OK && SlurmTrouble.Codes(answer).Count == 0
            ? answer!.Value.Items("jobs").Select(SlurmJob.Read).FirstOrDefault(j => j.Id == id)
            : throw Trouble(status, answer);
    }

    /// <summary>The id of the job that Slurm took. Errors beside an id are no failure: that job has to wait (held, busy, too many nodes just now).</summary>
    public async Task<long> SubmitAsync(object body, CancellationToken ct)
    {
        var (status, answer) = await AskAsync(HttpMethod.Post, "job/submit", body, ct);
        return status == HttpStatusCode.OK && answer?.Number("job_id") is > 0 and var id ? id : throw Trouble(status, answer, isSubmit: true);
    }

    /// <summary>Asks a job to end. One that is over or unknown is no error, however the version says it.</summary>
    public async Task CancelAsync(long id, CancellationToken ct)
    {
        var (status, answer) = await AskAsync(HttpMethod.Delete, $"job/{id}", null, ct);
        var codes = SlurmTrouble.Codes(answer);
        if (status != HttpStatusCode.OK && !codes.Any(c => c is SlurmTrouble.UnknownJob or SlurmTrouble.AlreadyDone or SlurmTrouble.NotRunning))
            throw Trouble(status, answer);
    }

    public void Dispose() => http.Dispose();

    private async Task<IReadOnlyList<T>> ListAsync<T>(string path, string name, Func<JsonElement, T> read, CancellationToken ct)
    {
        var (status, answer) = await AskAsync(HttpMethod.Get, path, null, ct);
        // An empty list beside an error is no list.
        return status == HttpStatusCode.OK && answer is { } all && SlurmTrouble.Codes(answer).Count == 0 ? [.. all.Items(name).Select(read)] : throw Trouble(status, answer);
    }

    private async Task<(HttpStatusCode, JsonElement?)> AskAsync(HttpMethod method, string path, object? body, CancellationToken ct)
    {
        var spoken = await DialectAsync(ct);
        var (status, answer) = await SendAsync(method, $"slurm/{spoken.Version}/{path}", body, ct);
        if (status == HttpStatusCode.NotFound && answer is null)
        {
            // Not a word of JSON: the path is unknown. Slurm was upgraded under us.
            dialect = null;
            throw new SchedulerException(SchedulerTrouble.Unreachable, Refusal.Because("slurm-version-gone", ("version", spoken.Version)));
        }
        return (status, answer);
    }

    private async Task<(HttpStatusCode, JsonElement?)> SendAsync(HttpMethod method, string path, object? body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path);
        if (options.UserToken() is { } token)
        {
            request.Headers.TryAddWithoutValidation("X-SLURM-USER-NAME", options.User);
            request.Headers.TryAddWithoutValidation("X-SLURM-USER-TOKEN", token);
        }
        if (body is not null)
            request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = { ContentType = BareJson } };
        try
        {
            using var response = await http.SendAsync(request, ct);
            return (response.StatusCode, Parse(await response.Content.ReadAsByteArrayAsync(ct)));
        }
        catch (Exception e) when (e is HttpRequestException or IOException || e is OperationCanceledException && !ct.IsCancellationRequested)
        {
            throw SlurmTrouble.NoAnswer(e);
        }
    }

    /// <summary>Whatever Slurm makes of it: with a token that has expired, that is what somebody has to look after.</summary>
    private SchedulerException Trouble(HttpStatusCode status, JsonElement? answer, bool isSubmit = false)
    {
        var trouble = SlurmTrouble.Of(status, answer, isSubmit);
        return trouble.Trouble == SchedulerTrouble.Unreachable && SlurmToken.ExpiresAt(options.UserToken()) is { } end && end <= options.Pace.Time.GetUtcNow()
            ? new(SchedulerTrouble.Unreachable, Refusal.Because("slurm-credential-expired", ("user", options.User), ("expiredAt", end.ToString("O", CultureInfo.InvariantCulture))), trouble)
            : trouble;
    }

    /// <summary>Null when it is not JSON, as the words of 401 and 404 are not.</summary>
    private static JsonElement? Parse(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static SocketsHttpHandler Connect(Uri rest)
    {
        var handler = new SocketsHttpHandler { MaxConnectionsPerServer = MostConnections, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10), UseProxy = false };
        if (rest.Scheme == "unix")
            handler.ConnectCallback = async (_, ct) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(rest.LocalPath), ct);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            };
        return handler;
    }
}
