using System.Collections.Concurrent;
using ComputeNet.Adapters.Tests.Slurm;

[assembly: AssemblyFixture(typeof(SlurmSites))]

namespace ComputeNet.Adapters.Tests.Slurm;

/// <summary>One running Slurm of each version for all tests; brought up when the first asks for it.</summary>
public sealed class SlurmSites : IDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<SlurmSite>> Sites = [];

    public static SlurmSite Of(string version)
    {
        SlurmSite.RequireOrSkip(version);
        return Sites.GetOrAdd(version, v => new(() => SlurmSite.Start(v))).Value;
    }

    public void Dispose()
    {
        foreach (var site in Sites.Values.Where(s => s.IsValueCreated))
            site.Value.Dispose();
        Sites.Clear();
    }
}
