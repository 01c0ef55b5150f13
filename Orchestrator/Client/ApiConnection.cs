using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ComputeNet.Contracts;

namespace ComputeNet.Client;

/// <summary>
/// One request and its answer: adds the bearer token, the idempotency key and the version, and turns every failure into one of two
/// exceptions (<see cref="ApiRefusedException"/>, <see cref="UnreachableException"/>).
/// </summary>
/// <param name="http">What carries the requests; its base address is the Orchestrator's.</param>
/// <param name="token">Asked for with every request.</param>
/// <param name="mark">Tells the handlers below what the request alone does not say; null: nothing.</param>
public sealed class ApiConnection(HttpClient http, Func<string?> token, Action<HttpRequestMessage>? mark = null)
{
    public Uri BaseAddress => http.BaseAddress ?? throw new InvalidOperationException("The client's HttpClient has no BaseAddress.");

    public string? Token => token();

    public async Task<T> GetAsync<T>(string path, CancellationToken ct) => await SendAsync<T>(new HttpRequestMessage(HttpMethod.Get, path), ct);

    public Task<T> PostAsync<T>(string path, object body, CancellationToken ct, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, body.GetType(), options: WireFormat.Json) };
        request.Headers.Add(WireFormat.IdempotencyHeader, idempotencyKey ?? Guid.NewGuid().ToString("N"));
        return SendAsync<T>(request, ct);
    }

    public Task<T> PutAsync<T>(string path, object body, CancellationToken ct, long? expectedVersion = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(body, body.GetType(), options: WireFormat.Json) };
        if (expectedVersion is { } version)
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        return SendAsync<T>(request, ct);
    }

    public Task DeleteAsync(string path, CancellationToken ct) => SendAsync<object?>(new HttpRequestMessage(HttpMethod.Delete, path), ct);

    /// <summary>The raw answer, for streams (audit export); the caller disposes it.</summary>
    public async Task<HttpResponseMessage> GetStreamAsync(string path, CancellationToken ct) =>
        await CheckedAsync(new HttpRequestMessage(HttpMethod.Get, path), HttpCompletionOption.ResponseHeadersRead, ct);

    private async Task<T> SendAsync<T>(HttpRequestMessage request, CancellationToken ct)
    {
        using var response = await CheckedAsync(request, HttpCompletionOption.ResponseContentRead, ct);
        if (response.StatusCode == HttpStatusCode.NoContent)
            return default!;
        try
        {
            return (await response.Content.ReadFromJsonAsync<T>(WireFormat.Json, ct))!;
        }
        catch (JsonException e)
        {
            throw new UnreachableException($"{request.RequestUri} answered something that is not {typeof(T).Name}.", e);
        }
    }

    private async Task<HttpResponseMessage> CheckedAsync(HttpRequestMessage request, HttpCompletionOption completion, CancellationToken ct)
    {
        request.Headers.Add(WireFormat.VersionHeader, WireFormat.Version);
        mark?.Invoke(request);
        if (token() is { } bearer)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, completion, ct);
        }
        catch (HttpRequestException e)
        {
            throw new UnreachableException($"{BaseAddress} cannot be reached: {e.Message}", e);
        }
        catch (TaskCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new UnreachableException($"{BaseAddress} did not answer in time.", e);
        }
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw await ProblemOf(response, ct);
    }

    private static async Task<Exception> ProblemOf(HttpResponseMessage response, CancellationToken ct)
    {
        var status = (int)response.StatusCode;
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
            return new UnreachableException($"{response.RequestMessage?.RequestUri} answered {status} {response.ReasonPhrase}.");
        var problem = await response.Content.ReadFromJsonAsync<ApiProblem>(WireFormat.Json, ct);
        return problem is null ? new UnreachableException($"Empty problem, status {status}.") : new ApiRefusedException(problem with { Status = status });
    }
}
