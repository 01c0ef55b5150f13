using System.Security.Claims;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Api;

namespace ComputeNet.Portal.Layout;

/// <summary>A page in the navigation: where it is, the key of its name, its drawing (a 20 × 20 stroke path), and the key that opens it after <c>g</c>.</summary>
public sealed record NavigationItem(string Path, string TextKey, string Drawing, char Key, bool OperatorsOnly = false)
{
    /// <summary>Operators come to look at the network, tenants to their work: the same pages, another order. The people of a site have its page.</summary>
    public static IReadOnlyList<NavigationItem> For(ClaimsPrincipal user) => user.FindFirst(ClaimTypes.Role)?.Value switch
    {
        Roles.Operator => [Fleet, Workloads, Workflows, Submit, Plans, Policy, Audit],
        Roles.SiteOperator => user.FindFirst(PortalClaims.Site)?.Value is { } site ? [MySite with { Path = $"sites/{site}" }] : [],
        _ => [Workloads, Workflows, Submit, Fleet, Audit],
    };

    private static readonly NavigationItem MySite = new("", "Nav_MySite", "M4 17V7l6-4 6 4v10M8 17v-5h4v5M3 17h14", 'f');

    private static readonly NavigationItem Fleet = new("fleet", "Nav_Fleet", "M10 17s5.5-4.6 5.5-9a5.5 5.5 0 0 0-11 0c0 4.400 5.500 9 5.500 9zM10 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z", 'f');
    private static readonly NavigationItem Workloads = new("workloads", "Nav_Workloads", "M3.500 5h13M3.500 10h9M3.500 15h6", 'w');
    private static readonly NavigationItem Workflows = new("workflows", "Nav_Workflows", "M3 4h5v4H3zM12 12h5v4h-5zM3 12h5v4H3zM8 6h3.500a3 3 0 0 1 3 3v3M8 14h4", 'o');
    private static readonly NavigationItem Submit = new("submit", "Nav_Submit", "M10 16V4M5 9l5-5 5 5M4 17h12", 's');
    private static readonly NavigationItem Plans = new("plans", "Nav_Plans", "M4 16V9M8 16V4M12 16v-5M16 16V7", 'p', true);
    private static readonly NavigationItem Policy = new("policy", "Nav_Policy", "M4 6h7M15 6h1M13 4v4M4 14h1M9 14h7M7 12v4", 'y', true);
    private static readonly NavigationItem Audit = new("audit", "Nav_Audit", "M5 3h7l3 3v11H5zM12 3v3h3M8 10h4M8 13h4", 'a');
}
