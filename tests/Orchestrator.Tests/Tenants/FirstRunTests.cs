using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Service;
using ComputeNet.Service.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace ComputeNet.Orchestrator.Tests.Tenants;

public sealed class FirstRunTests(FirstRunTests.Host host) : IClassFixture<FirstRunTests.Host>
{
    public sealed class Host(PostgresServer postgres) : OrchestratorHost(postgres)
    {
        protected override void Configure(OrchestratorOptions options) => options.InitialPasswords = new Dictionary<string, string>();
    }

    [Fact]
    public async Task an_empty_ledger_gets_two_users_whose_generated_passwords_are_handed_out_once()
    {
        var generated = host.First.ShouldNotBeNull().Generated;
        generated.Keys.Select(u => u.Value).ShouldBe(["operator", "tenant"], ignoreOrder: true);
        generated.Values.ShouldAllBe(p => p.Length == 20);
        generated.Values.ShouldBeUnique();
        foreach (var (user, password) in generated)
            (await host.Client(null).SignInAsync(new SignIn(user.Value, password))).Identity.User.ShouldBe(user);
        (await host.Services.GetRequiredService<FirstRun>().EnsureAsync(CancellationToken.None)).ShouldBeNull();
        (await DatabaseText.OfAsync(host.ConnectionString)).ShouldNotContain(generated[new UserId("operator")]);
    }
}

/// <summary>A password that was set from outside is nobody's to hand out.</summary>
public sealed class ConfiguredFirstRunTests(OrchestratorHost host) : IClassFixture<OrchestratorHost>
{
    [Fact]
    public void a_configured_password_is_not_handed_out() => host.First.ShouldNotBeNull().Generated.ShouldBeEmpty();
}
