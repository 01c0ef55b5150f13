using System.Globalization;
using ComputeNet.Client;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Scenarios.Chaos;

/// <summary>What tenants do meanwhile: submit in batches, and change their minds about one in fifteen. Everything is repeated until it is answered, as a good script does.</summary>
internal sealed class ChaosLoad(ChaosSettings settings, Func<Task<ComputeNetClient>> signIn)
{
    private const int Batch = 25;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Random random = new(settings.Seed + 1);
    private ComputeNetClient? client;

    /// <summary>Submits all of them over the first four fifths of the run; the answer is their names.</summary>
    public async Task<IReadOnlyList<WorkloadId>> RunAsync()
    {
        var ids = new List<WorkloadId>();
        var batches = Enumerable.Range(0, settings.Workloads).Select(Workload).Chunk(Batch).ToList();
        var pause = settings.Length * 0.8 / batches.Count;
        using var beat = new PeriodicTimer(pause);
        for (var i = 0; i < batches.Count; i++)
        {
            var (items, key) = (batches[i], $"chaos-{settings.Seed}-{i}");
            ids.AddRange((await InsistAsync(c => c.SubmitManyAsync(new SubmitWorkloads { Items = items }, idempotencyKey: key))).Ids);
            for (var cancelled = random.Next(4); cancelled > 0; cancelled--)
                await CancelAsync(ids[random.Next(ids.Count)]);
            await beat.WaitForNextTickAsync();
        }
        return ids;
    }

    private async Task CancelAsync(WorkloadId id) => await InsistAsync(async c =>
    {
        try
        {
            return await c.CancelAsync(id);
        }
        catch (ApiRefusedException e) when (e.Problem.Code == "workload-finished")
        {
            return null;
        }
    });

    /// <summary>Asks again while there is nobody to answer, or only somebody who is just starting or stopping; a centre that was killed may not have kept the session either.</summary>
    public async Task<T> InsistAsync<T>(Func<ComputeNetClient, Task<T>> ask)
    {
        using var patient = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                client ??= await signIn();
                return await ask(client);
            }
            catch (Exception e) when (e is UnreachableException or ApiRefusedException { Problem.Status: >= 500 or 429 or 409 or 401 } && !patient.IsCancellationRequested)
            {
                if (e is ApiRefusedException { Problem.Status: 401 })
                    client = null;
                await Task.Delay(TimeSpan.FromMilliseconds(300), CancellationToken.None);
            }
        }
    }

    private SubmitWorkload Workload(int number)
    {
        var both = random.Next(2) == 0;
        Architecture[] architectures = random.Next(2) == 0 ? [Architecture.Cuda, Architecture.Ascend] : [Architecture.Ascend, Architecture.Cuda];
        return new()
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"chaos {number}"),
            Priority = random.Next(0, 101),
            GangMembers = random.Next(1, 4),
            Variants = [.. architectures[..(both ? 2 : 1)].Select(architecture => new Variant
            {
                Architecture = architecture,
                DevicesPerMember = random.Next(1, 5),
                // Half of them do not say how long they take.
                ExpectedSeconds = random.Next(2) == 0 ? random.Next(60, 1500) : null,
                TimeLimitSeconds = random.Next(1600, 3600),
                Command = ["train"],
            })],
        };
    }
}
