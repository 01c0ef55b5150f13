using System.Reflection;
using ComputeNet.Service.Http.Idempotency;
using ComputeNet.Service.Http.Validation;
using FluentValidation;
using Microsoft.AspNetCore.Authorization;

namespace ComputeNet.Service.Http;

/// <summary>
/// What every route under <c>/api</c> has without saying so: problem details, strict JSON, validation, body limit, idempotent POSTs,
/// and the duty to name who may call it.
/// </summary>
public static class Api
{
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddAccess();
        services.AddSingleton<Edge>().AddTransient<IStartupFilter>(provider => provider.GetRequiredService<Edge>());
        services.AddSingleton<IdempotencyKeys>().AddSingleton<IdempotentCommands>().AddHostedService<IdempotencyPruning>();
        services.ConfigureHttpJsonOptions(options => EdgeJson.Configure(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        foreach (var validator in AssemblyScanner.FindValidatorsInAssembly(typeof(Api).Assembly, includeInternalTypes: true))
            services.AddSingleton(validator.InterfaceType, validator.ValidatorType);
        return services;
    }

    /// <summary>The group to map every endpoint of the API on, with routes relative to <c>/api</c>.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api");
        api.AddEndpointFilterFactory(ValidationFilter.Create);
        ((IEndpointConventionBuilder)api).Finally(endpoint =>
        {
            if (!endpoint.Metadata.Any(m => m is IAuthorizeData or IAllowAnonymous))
                throw new InvalidOperationException($"The route {endpoint.DisplayName} does not say who may call it.");
            var query = endpoint.Metadata.OfType<MethodInfo>().LastOrDefault() is { } handler ? QueryShape.Of(handler) : null;
            var needsKey = IdempotencyConventions.NeedsKey(endpoint.Metadata);
            if (needsKey && endpoint.Metadata.Any(m => m is IAllowAnonymous))
                throw new InvalidOperationException($"The route {endpoint.DisplayName} is anonymous: there is no user to keep idempotency keys for.");
            endpoint.RequestDelegate = ApiRequest.Around(endpoint.RequestDelegate!, query, needsKey);
        });
        api.Map(UnknownRoute.Pattern, UnknownRoute.Answer).AllowAnonymous().WithOrder(int.MaxValue).ExcludeFromDescription();
        return api;
    }
}
