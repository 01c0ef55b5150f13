using System.Collections.Concurrent;
using System.Diagnostics;

namespace ComputeNet.Benchmarks.Sites;

/// <summary>What calls of one kind took, as the agents saw it: from the first byte sent to the whole answer, so everything that the centre did is in it.</summary>
internal sealed class CallMeter
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<double>> milliseconds = new();
    private int underWay;
    private int failed;

    /// <summary>Short calls that wait for their answer now; questions for orders, which may wait, are not among them.</summary>
    public int UnderWay => Volatile.Read(ref underWay);

    public int Failed => Volatile.Read(ref failed);

    public HttpMessageHandler Around(HttpMessageHandler transport) => new Timed(this, transport);

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        milliseconds.Clear();
        Volatile.Write(ref failed, 0);
    }

    public IReadOnlyDictionary<string, double[]> Taken() => milliseconds.ToDictionary(kind => kind.Key, kind => kind.Value.ToArray());

    private sealed class Timed(CallMeter meter, HttpMessageHandler transport) : DelegatingHandler(transport)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
        {
            var kind = request.RequestUri!.AbsolutePath.Split('/')[^1];
            if (kind == "orders")
                return await base.SendAsync(request, ct);
            Interlocked.Increment(ref meter.underWay);
            var began = Stopwatch.GetTimestamp();
            try
            {
                var answer = await base.SendAsync(request, ct);
                await answer.Content.LoadIntoBufferAsync(ct);
                meter.milliseconds.GetOrAdd(kind, _ => new()).Enqueue(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                if (!answer.IsSuccessStatusCode)
                    Interlocked.Increment(ref meter.failed);
                return answer;
            }
            catch (Exception)
            {
                Interlocked.Increment(ref meter.failed);
                throw;
            }
            finally
            {
                Interlocked.Decrement(ref meter.underWay);
            }
        }
    }
}
