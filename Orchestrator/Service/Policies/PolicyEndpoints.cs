using ComputeNet.Contracts.Policies;
using ComputeNet.Service.Http;

namespace ComputeNet.Service.Policies;

/// <summary>The network's policy.</summary>
public static class PolicyEndpoints
{
    public static RouteGroupBuilder MapPolicies(this RouteGroupBuilder api)
    {
        api.MapGet("/policy", SetNetworkPolicy.Read).RequireAuthorization(Access.AnyPerson).WithETag<PolicyView>(p => p.Version);
        api.MapPut("/policy", SetNetworkPolicy.Handle).RequireAuthorization(Access.Operator).WithETag<PolicyView>(p => p.Version);
        api.MapPost("/policy/what-if", AskWhatIf.Handle).RequireAuthorization(Access.Operator).ReadsOnly();
        return api;
    }
}
