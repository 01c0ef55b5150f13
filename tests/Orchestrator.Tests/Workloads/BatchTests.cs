using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;

namespace ComputeNet.Orchestrator.Tests.Workloads;

public sealed class BatchTests(OrchestratorHost host) : IClassFixture<OrchestratorHost>
{
    private static SubmitWorkload Item(string name, int devices = 1) => new()
    {
        Name = name,
        Variants = [new Variant { Architecture = Architecture.Cpu, DevicesPerMember = devices, TimeLimitSeconds = 60, Command = ["true"] }],
    };

    [Fact]
    public async Task a_batch_becomes_workloads_in_its_order_and_once()
    {
        var client = host.Client(await host.TenantAsync("sweeper"));
        var batch = new SubmitWorkloads { Items = [.. Enumerable.Range(0, 120).Select(i => Item($"sweep {i}"))] };
        var ids = (await client.SubmitManyAsync(batch, idempotencyKey: "sweep-1")).Ids;
        (await client.SubmitManyAsync(batch, idempotencyKey: "sweep-1")).Ids.ShouldBe(ids);

        ids.Distinct().Count().ShouldBe(120);
        (await client.GetWorkloadAsync(ids[77])).Request.Name.ShouldBe("sweep 77");
        (await client.ListWorkloadsAsync(new WorkloadQuery(PageSize: 200))).Items.Count.ShouldBe(120);
    }

    [Fact]
    public async Task one_bad_item_refuses_the_whole_batch_and_is_named()
    {
        var before = await host.CommandsOnRecordAsync();
        var refused = await Should.ThrowAsync<Client.ApiRefusedException>(async () =>
            await host.Client(await host.TenantAsync("sweeper")).SubmitManyAsync(new SubmitWorkloads { Items = [Item("good"), Item("bad", devices: 0)] }));
        refused.Problem.Errors!.Keys.ShouldBe(["items[1].variants[0].devicesPerMember"]);
        (await host.CommandsOnRecordAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task a_batch_of_a_tenant_cannot_name_another_tenant()
    {
        var refused = await Should.ThrowAsync<Client.ApiRefusedException>(async () =>
            await host.Client(await host.TenantAsync("sweeper")).SubmitManyAsync(new SubmitWorkloads { Items = [Item("mine") with { Tenant = new TenantId("rival") }] }));
        refused.Problem.Code.ShouldBe("tenant-foreign");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(SubmitWorkloads.Most + 1)]
    public async Task a_batch_has_a_size(int items)
    {
        var refused = await Should.ThrowAsync<Client.ApiRefusedException>(async () =>
            await host.Client(await host.TenantAsync("sizes")).SubmitManyAsync(new SubmitWorkloads { Items = [.. Enumerable.Repeat(Item("x"), items)] }));
        refused.Problem.Errors!.Keys.ShouldBe(["items"]);
    }

    [Fact]
    public async Task every_item_counts_as_a_submit()
    {
        var client = host.Client(await host.TenantAsync("greedy"));
        var many = new SubmitWorkloads { Items = [.. Enumerable.Repeat(Item("x"), SubmitWorkloads.Most)] };
        await client.SubmitManyAsync(many);
        await client.SubmitManyAsync(many);
        (await Should.ThrowAsync<Client.ApiRefusedException>(() => client.SubmitManyAsync(many))).Problem.Status.ShouldBe(429);
    }
}
