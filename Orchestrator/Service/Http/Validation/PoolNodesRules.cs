using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using FluentValidation;

namespace ComputeNet.Service.Http.Validation;

/// <summary>What a site may say of the machines of a pool: all of them or none, and nothing that contradicts the count.</summary>
public sealed class PoolNodesRules : AbstractValidator<PoolDeclaration>
{
    private const int Most = 4096;

    public PoolNodesRules()
    {
        RuleFor(p => p.Nodes).Must(n => n is null || n.Count is > 0 and <= Most).WithMessage($"must have 1–{Most} items.");
        RuleFor(p => p.Nodes).Must(n => n is null || n.OfType<SiteNode>().GroupBy(x => x.Id).All(g => g.Count() == 1)).WithMessage("must not name a node twice.");
        RuleFor(p => p.Nodes).Must((p, nodes) => nodes is null || nodes.OfType<SiteNode>().Sum(n => (long)n.Devices) == p.Devices)
            .WithMessage(p => $"must have the pool's {p.Devices} devices together, not {p.Nodes!.OfType<SiteNode>().Sum(n => (long)n.Devices)}.");
        RuleForEach(p => p.Nodes).NotNull().WithMessage("must not be null.").SetValidator(new SiteNodeRules());
        RuleFor(p => p.Sharing).Null().When(p => p.Nodes is null).WithMessage("must be absent without nodes: who does not tell the machines is a count of whole devices.");
        RuleFor(p => p.Sharing!).SetValidator(new DeviceSharingRules()).When(p => p.Sharing is not null).OverridePropertyName("Sharing");
    }
}

public sealed class SiteNodeRules : AbstractValidator<SiteNode>
{
    public SiteNodeRules()
    {
        RuleFor(n => n.Id).Line(100);
        RuleFor(n => n.Devices).Within(1, SiteNode.MostDevices);
        RuleFor(n => n.MilliCores).Within(0, 100_000_000);
        RuleFor(n => n.MemoryMebibytes).Within(0, 1 << 30);
        RuleFor(n => n.Islands).Must((n, islands) => islands is null || islands.Count == n.Devices).WithMessage(n => $"must name an island for each of the {n.Devices} devices.");
        RuleForEach(n => n.Islands).Within(0, SiteNode.MostDevices - 1);
    }
}

public sealed class DeviceSharingRules : AbstractValidator<DeviceSharing>
{
    public DeviceSharingRules()
    {
        RuleFor(s => s.Templates).Must(t => t is { Count: > 0 and <= 16 }).When(s => s.Offers == DeviceIsolation.HardwarePartition)
            .WithMessage("must have 1–16 items, because hardware cuts devices into these only.");
        RuleFor(s => s.Templates).Null().When(s => s.Offers != DeviceIsolation.HardwarePartition).WithMessage("must be absent where hardware does not cut devices.");
        RuleForEach(s => s.Templates).Within(1, 1000);
    }
}
