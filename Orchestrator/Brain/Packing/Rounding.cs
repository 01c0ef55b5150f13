using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Packing;

/// <summary>What a share really takes on a node: hardware cuts templates, and who must be alone takes the whole device.</summary>
public static class Rounding
{
    /// <summary>Milli-devices per device, at least what was asked for and at most a whole one.</summary>
    public static int MilliOn(Node node, PackingRequest request)
    {
        if (!request.IsShare)
            return request.Devices == 0 ? 0 : Node.Whole;
        if (node.Offers < request.Isolation || node.Offers == DeviceIsolation.Exclusive)
            return Node.Whole;
        return node.Offers == DeviceIsolation.SoftwareShared ? request.MilliPerDevice : Template(node.Templates, request.MilliPerDevice);
    }

    private static int Template(IReadOnlyList<int> templates, int milli)
    {
        var smallest = Node.Whole;
        foreach (var template in templates)
            if (template >= milli && template < smallest)
                smallest = template;
        return smallest;
    }
}
