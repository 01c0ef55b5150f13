using System.Collections.Concurrent;
using ComputeNet.Adapters.Conformance.Promises;
using ComputeNet.Adapters.Conformance.Report;
using ComputeNet.Adapters.Conformance.Running;
using ComputeNet.Adapters.Host.Reconciling;
using ComputeNet.Adapters.Host.Transports;

namespace ComputeNet.Adapters.Tests.Conformance;

/// <summary>The runs of the suite against one adapter, one per transport, each made once.</summary>
public sealed class ConformanceRuns<TFixture> where TFixture : SchedulerFixture, new()
{
    private readonly ConcurrentDictionary<CentreTransport, Lazy<Task<(ConformanceReport Report, IReadOnlyList<string> Can)>>> runs = new();

    public Task<(ConformanceReport Report, IReadOnlyList<string> Can)> OverAsync(CentreTransport transport)
    {
        if (typeof(TFixture).IsAssignableTo(typeof(IWaitsForRealJobs)))
            foreach (var other in Enum.GetValues<CentreTransport>())
                _ = Run(other);
        return Run(transport);
    }

    private Task<(ConformanceReport Report, IReadOnlyList<string> Can)> Run(CentreTransport transport) =>
        runs.GetOrAdd(transport, t => new(() => AdapterOnTheLine<TFixture>.JudgeAsync(t))).Value;
}

/// <summary>
/// The suite that <c>computenet-adapter conform</c> runs against anyone's adapter, run against ours: every promise over every transport. What a scheduler's interfaces
/// do not offer is expected to be told as not offered, and everything else to be kept.
/// </summary>
public abstract class AdapterConforms<TFixture>(ConformanceRuns<TFixture> runs, ITestOutputHelper output) : IClassFixture<ConformanceRuns<TFixture>>
    where TFixture : SchedulerFixture, new()
{
    public static TheoryData<CentreTransport, string> Promises
    {
        get
        {
            var all = new TheoryData<CentreTransport, string>();
            foreach (var transport in Enum.GetValues<CentreTransport>())
                foreach (var promise in Suite.All)
                    all.Add(transport, promise.Name);
            return all;
        }
    }

    [Theory, MemberData(nameof(Promises))]
    public async Task a_promise_is_kept_or_not_made(CentreTransport transport, string promise)
    {
        var (report, can) = await runs.OverAsync(transport);
        var result = report.Results.Single(r => r.Promise.Name == promise);
        if (result.Promise.Capability is { } word && !can.Contains(word))
            result.Verdict.ShouldBe(Verdict.NotOffered);
        else if (result is { Verdict: Verdict.NotOffered, Promise: OffersItsOwnPools })
            result.Why.ShouldBe("It can, and offers nothing now.");
        else if (result.Promise is not HoldsAReservation || HostCarriesReservations)
            result.Verdict.ShouldBe(Verdict.Passed, $"{result.Promise.Sentence} {result.Why}");
    }

    /// <summary>For people: in the test's output, and in a file that <c>infra/test.sh</c> shows.</summary>
    [Fact]
    public async Task the_matrix_is_printed()
    {
        var columns = new List<(string, ConformanceReport)>();
        foreach (var transport in Enum.GetValues<CentreTransport>())
            columns.Add(($"{Name} {transport.Word()}", (await runs.OverAsync(transport)).Report));
        var matrix = MatrixText.Of([.. columns]);
        output.WriteLine(matrix);
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "conformance"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{Name}.txt"), matrix);
        columns.SelectMany(c => c.Item2.Results).Where(r => r.Verdict == Verdict.Failed && (r.Promise is not HoldsAReservation || HostCarriesReservations)).ShouldBeEmpty();
    }

    /// <summary>A scheduler can hold devices before the Host can be asked for it; from then on the promise counts.</summary>
    private static bool HostCarriesReservations { get; } = typeof(SiteReconciler).Assembly.GetTypes().Any(type => type.Name == "ReservationKeeper");

    private static string Name => typeof(TFixture).Name.Replace("Fixture", "").ToLowerInvariant();
}

public sealed class SimulatedConforms(ConformanceRuns<SimulatedFixture> runs, ITestOutputHelper output) : AdapterConforms<SimulatedFixture>(runs, output);

public sealed class LocalConforms(ConformanceRuns<LocalFixture> runs, ITestOutputHelper output) : AdapterConforms<LocalFixture>(runs, output);

public sealed class KubernetesConforms(ConformanceRuns<KubernetesFixture> runs, ITestOutputHelper output) : AdapterConforms<KubernetesFixture>(runs, output);
