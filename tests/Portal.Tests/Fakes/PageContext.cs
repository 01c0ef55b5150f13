using System.Globalization;
using Bunit;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace ComputeNet.Portal.Tests.Fakes;

/// <summary>What a page finds around it: fakes instead of the Orchestrator, a signed-in person, a language, a viewer in UTC+8.</summary>
internal sealed class PageContext : BunitContext
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");
    private readonly (CultureInfo Culture, CultureInfo Ui) before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);

    public PageContext(string language = "en", string role = Roles.Operator)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = language == "en" ? English : CultureInfo.GetCultureInfo(language);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLocalization();
        Services.AddSingleton<TimeProvider>(new StoppedClock(FakeWatch<string>.AsOf));
        Services.AddKeyedSingleton<TimeProvider>(ComputeNet.Portal.Shared.When.RealTime, new StoppedClock(FakeWatch<string>.AsOf));
        Services.AddSingleton<IWorkloads>(Workloads);
        Services.AddSingleton<IFleet>(Fleet);
        Services.AddSingleton<ISites>(Sites);
        Services.AddSingleton<ISiteOperations>(Operations);
        Services.AddSingleton<IAuditTrail>(Audit);
        Services.AddSingleton<IPlans>(Plans);
        Services.AddSingleton<IWorkflows>(Workflows);
        Services.AddSingleton<IPolicies>(Policies);
        foreach (var model in typeof(ViewModel).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(ViewModel))))
            Services.AddTransient(model);
        AddAuthorization().SetAuthorized("somebody").SetRoles(role).SetPolicies(PortalAccess.SignedIn, PortalAccess.Operators, PortalAccess.NetworkPeople, PortalAccess.SitePeople);
    }

    public FakeWorkloads Workloads { get; } = new();
    public FakeFleet Fleet { get; } = new();
    public FakeSites Sites { get; } = new();
    public FakeSiteOperations Operations { get; } = new();
    public FakeAudit Audit { get; } = new();
    public FakePlans Plans { get; } = new();
    public FakeWorkflows Workflows { get; } = new();
    public FakePolicies Policies { get; } = new();

    public NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
