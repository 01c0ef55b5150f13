using System.Globalization;
using ComputeNet.Adapters.Host;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using k8s.Models;

namespace ComputeNet.Adapters.Kubernetes;

/// <summary>From the nodes of a cluster to pools: what is allocatable, grouped by resource and by the model that the nodes' labels tell. Pure.</summary>
public static class KubernetesInventory
{
    private const int MebibyteShift = 20;

    /// <summary>What a declaration may say; memory is a resource too, in bytes.</summary>
    private const int MostDevices = 1_000_000;

    public static IReadOnlyList<ClusterPool> Pools(IEnumerable<V1Node> nodes, KubernetesOptions options)
    {
        var kinds = options.Devices.Concat(options.Ascend?.Devices ?? []).ToList();
        List<(DeviceResource Resource, string Model, long? Memory, (string, string)? Selector, ClusterNode Node)> shares = [];
        foreach (var node in nodes.Where(n => options.NodeSelector.All(wanted => Label(n, wanted.Key) == wanted.Value)))
        {
            var found = shares.Count;
            foreach (var kind in kinds)
                shares.AddRange(SharesOf(node, kind));
            if (shares.Count == found && options.OffersProcessors && Amount(node, KubernetesDevices.Processor) >= 1)
                shares.Add((KubernetesDevices.ProcessorCore, KubernetesDevices.ProcessorCore.ModelOtherwise, null, null, NodeOf(node, (int)Math.Min(Amount(node, KubernetesDevices.Processor), MostDevices))));
        }
        return
        [
            .. from share in options.TellsNodes ? shares.Where(s => s.Node is { IsReady: true, IsCordoned: false }) : shares
               group share by (share.Resource.Name, share.Model, share.Selector) into pool
               let first = pool.First()
               orderby pool.Key.Name, pool.Key.Model, pool.Key.Selector
               select new ClusterPool(
                   new PoolId($"{options.Site}.{NameOf(first.Resource, first.Model)}"), first.Resource, first.Model, pool.Min(s => s.Memory),
                   first.Selector is var (label, value) ? new Dictionary<string, string> { [label] = value } : new Dictionary<string, string>(),
                   [.. pool.Select(s => s.Node).OrderBy(n => n.Name, StringComparer.Ordinal)]) into pool
               where pool.Devices > 0
               group pool by pool.Id into same
               // Two labels may mean one model (time-sliced nodes beside others): then the pool is all of them, and no label tells them apart from the rest.
               select same.Count() == 1 ? same.First() : same.First() with { Selector = new Dictionary<string, string>(), Nodes = [.. same.SelectMany(p => p.Nodes)] },
        ];
    }

    public static PoolDeclaration Declare(ClusterPool pool, KubernetesOptions options)
    {
        var said = options.Pools.GetValueOrDefault(pool.Id);
        var configured = Provenance.Assumed("this site's own configuration");
        return new(
            pool.Id, $"{pool.Model} ({pool.Resource.Name})", pool.Resource.Architecture, new(pool.Model), pool.Devices,
            new(Basis.Measured, "allocatable, by the kubelets of the cluster's nodes"), pool.MemoryMebibytes,
            said?.PricePerDeviceHour, said?.PricePerDeviceHour is null ? Provenance.Unknown : configured,
            said?.WattsPerDevice, said?.WattsPerDevice is null ? Provenance.Unknown : configured)
        {
            Isolation = Isolation.Container,
            Nodes = options.TellsNodes && pool.Nodes.All(n => n.Devices <= SiteNode.MostDevices)
                ? [.. pool.Nodes.Select(n => new SiteNode(n.Name, n.Devices, n.MilliCores, n.MemoryMebibytes))] : null,
            Sharing = !options.TellsNodes ? null
                : pool.Resource.SharesByFraction ? new DeviceSharing(DeviceIsolation.SoftwareShared)
                : pool.Resource.Templates is { } cut ? new DeviceSharing(DeviceIsolation.HardwarePartition, [.. cut.Keys.Append(1000).Distinct().Order()])
                : null,
        };
    }

    public static SiteInventory Inventory(IReadOnlyList<ClusterPool> pools, KubernetesOptions options, DateTimeOffset now) =>
        new(AgentVersion.Of<KubernetesScheduler>("kubernetes"), IsSimulated: false, now, [.. pools.Select(p => Declare(p, options))]) { Capabilities = new([]) { Scheduler = "kubernetes" } };

    /// <summary>How much of a resource a node gives to pods; 0 when it does not know it.</summary>
    public static decimal Amount(V1Node node, string resource) =>
        node.Status?.Allocatable is { } all && all.TryGetValue(resource, out var quantity) ? quantity.ToDecimal() : 0;

    private static IEnumerable<(DeviceResource, string, long?, (string, string)?, ClusterNode)> SharesOf(V1Node node, DeviceResource kind)
    {
        (string Name, string Value)? told = kind.ModelLabels.Select(name => (name, Label(node, name))).FirstOrDefault(l => l.Item2 is { Length: > 0 }) is { Item2: { } value } label ? (label.name, value) : null;
        var model = told is { } t ? KubernetesDevices.ModelOf(t.Value) : kind.ModelOtherwise;
        long? memory = kind.MemoryLabel is { } name && long.TryParse(Label(node, name), NumberStyles.None, CultureInfo.InvariantCulture, out var mebibytes) && mebibytes > 0 ? mebibytes : null;
        foreach (var resource in (node.Status?.Allocatable?.Keys ?? Enumerable.Empty<string>()).Order(StringComparer.Ordinal))
        {
            var amount = (int)Math.Clamp(Amount(node, resource), 0, MostDevices);
            if (resource == kind.Name && amount / kind.SplitCount > 0)
                yield return (kind, model, memory, told, NodeOf(node, amount / kind.SplitCount));
            else if (amount > 0 && KubernetesDevices.PartitionOf(resource, kind) is var (cut, partition, cutMemory))
                yield return (cut, $"{model}-{KubernetesDevices.Slug(partition)}", cutMemory, told, NodeOf(node, amount));
        }
    }

    private static string NameOf(DeviceResource resource, string model) => resource.Name == KubernetesDevices.Processor ? KubernetesDevices.Processor : model;

    private static ClusterNode NodeOf(V1Node node, int devices) => new(
        node.Metadata.Name, devices, (int)Math.Min(Amount(node, "cpu") * 1000, int.MaxValue), (int)Math.Min((long)Amount(node, "memory") >> MebibyteShift, int.MaxValue),
        node.Status?.Conditions?.FirstOrDefault(c => c.Type == "Ready")?.Status == "True", node.Spec?.Unschedulable == true);

    private static string? Label(V1Node node, string name) => node.Metadata.Labels is { } labels && labels.TryGetValue(name, out var value) ? value : null;
}
