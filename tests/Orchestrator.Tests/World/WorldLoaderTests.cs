using ComputeNet.Service.Http.Validation;
using ComputeNet.World.Loading;

namespace ComputeNet.Orchestrator.Tests.World;

/// <summary>Every rule of the loader names file, line and column of what breaks it, and reports nothing besides.</summary>
public sealed class WorldLoaderTests
{
    [Theory]
    [InlineData("sources.csv", "gcp-list-prices", "licence", " Apache-2.0", "spaces around")]
    [InlineData("sources.csv", "gcp-list-prices", "licence", "", "must not be empty")]
    [InlineData("sources.csv", "gcp-list-prices", "as_of", "30.07.2026", "not a date")]
    [InlineData("exchange-rates.csv", "CNY", "yuan_per_unit", "1.1", "1 yuan per unit", 1, "currency")]
    [InlineData("exchange-rates.csv", "USD", "yuan_per_unit", "0", "above zero")]
    [InlineData("exchange-rates.csv", "USD", "currency", "usd", "ISO 4217")]
    [InlineData("exchange-rates.csv", "USD", "basis", "guessed", "not one of")]
    [InlineData("exchange-rates.csv", "USD", "basis", "unknown", "must be known")]
    [InlineData("exchange-rates.csv", "USD", "as_of", "", "must not be empty")]
    [InlineData("carbon-odbl/carbon-profiles.csv", "gb,7", "h05", "-0.1", "not between 0 and 2000")]
    [InlineData("carbon-odbl/carbon-profiles.csv", "gb,7", "h05", "", "must not be empty")]
    [InlineData("carbon-odbl/carbon-profiles.csv", "gb,7", "h23", "1e3", "not a number")]
    [InlineData("carbon-odbl/carbon-profiles.csv", "gb,7", "month", "13", "between 1 and 12")]
    [InlineData("carbon-odbl/carbon-profiles.csv", "gb,7", "profile", "GB", "not a valid RegionId")]
    [InlineData("regions.csv", "cn-zhejiang", "carbon_grams_per_kwh", "2001", "not between 0 and 2000")]
    [InlineData("regions.csv", "cn-zhejiang", "carbon_accounting", "life-cycle", "not 'direct'")]
    [InlineData("regions.csv", "cn-zhejiang", "carbon_profile", "gb", "exactly one", 0, "carbon_grams_per_kwh")]
    [InlineData("regions.csv", "cn-zhejiang", "carbon_basis", "unknown", "although the row gives a figure")]
    [InlineData("regions.csv", "cn-zhejiang", "carbon_source", "", "must not be empty")]
    [InlineData("regions.csv", "cn-zhejiang", "carbon_as_of", "2022-13-01", "not a date")]
    [InlineData("regions.csv", "cn-zhejiang", "country", "china", "ISO 3166-1")]
    [InlineData("regions.csv", "cn-zhejiang", "id", "CN Zhejiang", "not a valid RegionId")]
    [InlineData("regions.csv", "cn-zhejiang", "carbon_basis", "rumoured", "not one of: unknown, assumed, estimated, stated, measured")]
    [InlineData("regions.csv", "cn-zhejiang", "assumed_pue", "0.9", "not between 1 and 3")]
    [InlineData("regions.csv", "ie", "carbon_accounting", "direct", "must be blank")]
    [InlineData("regions.csv", "gb", "carbon_profile", "atlantis", "unknown RegionId")]
    [InlineData("places.csv", "hangzhou", "latitude", "91", "not between -90 and 90")]
    [InlineData("places.csv", "hangzhou", "kind", "village", "not one of: city, cloud-region")]
    [InlineData("places.csv", "hangzhou", "region", "cn-atlantis", "unknown RegionId")]
    [InlineData("hubs.csv", "wuhu", "side", "north", "not one of: east, west")]
    [InlineData("hubs.csv", "wuhu", "place", "atlantis", "unknown PlaceId")]
    [InlineData("hubs.csv", "wuhu", "source", "hearsay", "not an id of sources.csv")]
    [InlineData("sites.csv", "chengdu-ic", "latitude", "91", "not between -90 and 90")]
    [InlineData("sites.csv", "chengdu-ic", "longitude", "-180.1", "not between -180 and 180")]
    [InlineData("sites.csv", "chengdu-ic", "longitude", "east", "not a number")]
    [InlineData("sites.csv", "chengdu-ic", "longitude", "", "must not be empty")]
    [InlineData("sites.csv", "chengdu-ic", "region", "cn-atlantis", "unknown RegionId")]
    [InlineData("sites.csv", "chengdu-ic", "place", "atlantis", "unknown PlaceId")]
    [InlineData("sites.csv", "chengdu-ic", "country", "US", "not the country of region")]
    [InlineData("sites.csv", "chengdu-ic", "kind", "Cloud", "not one of")]
    [InlineData("sites.csv", "chengdu-ic", "status", "under construction", "not one of: operating, under-construction, planned")]
    [InlineData("sites.csv", "chengdu-ic", "architecture", "Ascend", "not a valid Architecture")]
    [InlineData("sites.csv", "chengdu-ic", "architecture", "", "exactly when the architecture is", 0, "architecture_source")]
    [InlineData("sites.csv", "chengdu-ic", "pue_basis", "stated", "exactly when the figure is blank")]
    [InlineData("sites.csv", "chengdu-ic", "pue_source", "assumption", "exactly when the figure is")]
    [InlineData("sites.csv", "changsha-5a", "pue", "0.99", "not between 1 and 3")]
    [InlineData("sites.csv", "chengdu-ic", "name_zh", "", "must not be empty")]
    [InlineData("capacities.csv", "chengdu-ic", "petaflops", "-300", "not between")]
    [InlineData("capacities.csv", "chengdu-ic", "precision", "fp4", "not one of: unstated, ai, fp16, fp64")]
    [InlineData("capacities.csv", "chengdu-ic", "stage", "soon", "not one of: built, planned")]
    [InlineData("capacities.csv", "chengdu-ic", "site", "atlantis", "unknown SiteId")]
    [InlineData("accelerators.csv", "nvidia-l4", "tdp_watts", "0", "not between")]
    [InlineData("accelerators.csv", "nvidia-l4", "tdp_basis", "unknown", "exactly when the figure is blank")]
    [InlineData("accelerators.csv", "nvidia-l4", "memory_mebibytes", "24 GB", "not a whole number")]
    [InlineData("accelerators.csv", "nvidia-l4", "architecture", "", "not a valid Architecture")]
    [InlineData("prices.csv", "aws.eu-west-3,cpu-core", "price_per_device_hour", "-0.05", "above zero")]
    [InlineData("prices.csv", "aws.eu-west-3,cpu-core", "currency", "EUR", "has no row in exchange-rates.csv")]
    [InlineData("prices.csv", "aws.eu-west-3,cpu-core", "as_of", "yesterday", "not a date")]
    [InlineData("prices.csv", "aws.eu-west-3,cpu-core", "devices_per_instance", "0", "not a whole number between 1")]
    [InlineData("prices.csv", "aws.eu-west-3,cpu-core", "site", "aws.atlantis", "unknown SiteId")]
    [InlineData("prices.csv", "aws.eu-west-3,cpu-core", "model", "abacus", "unknown AcceleratorModelId")]
    [InlineData("latency.csv", "aws.eu-west-3,aws.eu-west-2", "milliseconds", "0", "not between")]
    [InlineData("latency.csv", "aws.eu-west-3,aws.eu-west-2", "milliseconds", "NaN", "not a number")]
    [InlineData("latency.csv", "aws.eu-west-3,aws.eu-west-2", "place", "atlantis", "unknown PlaceId")]
    [InlineData("latency.csv", "aws.eu-west-3,aws.eu-west-2", "source", "hearsay", "not an id of sources.csv")]
    public void a_broken_cell_is_named_by_file_line_and_column(string file, string key, string column, string value, string problem, int reportedLine = 0, string reportedColumn = "")
    {
        using var world = new BrokenWorld();
        var line = world.Set(file, key, column, value);
        var fault = world.Faults.ShouldHaveSingleItem();
        fault.File.ShouldBe(file);
        fault.Line.ShouldBe(reportedLine == 0 ? line : reportedLine);
        fault.Column.ShouldBe(reportedColumn.Length > 0 ? reportedColumn : column);
        fault.Problem.ShouldContain(problem);
        if (reportedLine == 0 && reportedColumn.Length == 0) fault.Value.ShouldBe(value);
    }

    [Theory]
    [InlineData("hangzhou-ai.cpu", "devices", "0", "not a whole number")]
    [InlineData("hangzhou-ai.cpu", "devices_basis", "stated", "must be 'assumed'")]
    [InlineData("hangzhou-ai.cpu", "devices_method", "capacity-over-peak", "needs a built FP16 capacity")]
    [InlineData("hangzhou-ai.cpu", "price_basis", "stated", "must be 'assumed'")]
    [InlineData("hangzhou-ai.cpu", "currency", "EUR", "has no row in exchange-rates.csv")]
    [InlineData("hangzhou-ai.cpu", "price_per_device_hour", "-1", "above zero")]
    [InlineData("hangzhou-ai.cpu", "model", "abacus", "unknown AcceleratorModelId")]
    [InlineData("hangzhou-ai.cpu", "site", "atlantis", "unknown SiteId")]
    [InlineData("hangzhou-ai.cpu", "id", "wuhan-ai.abacus", "does not start with its site's id")]
    [InlineData("ningbo-ai-sc.ascend-910b", "devices", "313", "not capacity ÷ peak, 312")]
    [InlineData("ningbo-ai-sc.ascend-910b", "devices_basis", "estimated", "must be 'assumed' here")]
    [InlineData("aws.eu-west-3.cpu", "price_basis", "assumed", "not the basis of the list price")]
    [InlineData("aws.eu-west-3.cpu", "currency", "USD", "must be blank")]
    [InlineData("aws.eu-west-3.cpu", "model", "nvidia-h20-96gb", "has no price", "price_per_device_hour")]
    public void a_broken_pool_is_named_by_line_and_column(string pool, string column, string value, string problem, string reportedColumn = "")
    {
        using var world = new BrokenWorld();
        var line = world.Set("fleet/demonstration-fleet.csv", pool, column, value);
        var fault = world.FleetFaults.ShouldHaveSingleItem();
        (fault.File, fault.Line, fault.Column).ShouldBe(("fleet/demonstration-fleet.csv", line, reportedColumn.Length > 0 ? reportedColumn : column));
        fault.Problem.ShouldContain(problem);
    }

    [Fact]
    public void the_demonstration_fleet_may_be_declared_as_it_is()
    {
        var fleet = DemonstrationFleetLoader.Load(WorldLocator.DefaultFolder, WorldLoader.Load(WorldLocator.DefaultFolder).OrThrow()).OrThrow();

        fleet.Pools.SelectMany(p => new PoolDeclarationRules().Validate(p.Declaration).Errors.Select(e => $"{p.Declaration.Id}: {e}")).ShouldBeEmpty();
        fleet.Pools.Count(p => p.Declaration.Nodes is not null).ShouldBe(6);
    }

    [Theory]
    [InlineData("inspur-karamay.t4", "devices_per_node", "7", "does not divide the pool's 256 devices")]
    [InlineData("inspur-karamay.t4", "islands_per_node", "3", "does not divide 4 devices")]
    [InlineData("inspur-karamay.t4", "templates", "500", "exactly where hardware cuts")]
    [InlineData("turing-town-aigc.h20-96gb", "templates", "142 1001", "whole numbers of 1–1000")]
    [InlineData("inspur-karamay.t4", "sharing", "by-turns", "not one of: software-shared, hardware-partition, exclusive")]
    [InlineData("inspur-karamay.t4", "basis", "stated", "must be 'assumed'")]
    [InlineData("inspur-karamay.t4", "pool", "inspur-karamay.abacus", "unknown PoolId")]
    public void a_broken_machine_is_named_by_line_and_column(string pool, string column, string value, string problem)
    {
        using var world = new BrokenWorld();
        var line = world.Set("fleet/demonstration-nodes.csv", pool, column, value);
        var fault = world.FleetFaults.ShouldHaveSingleItem();
        (fault.File, fault.Line, fault.Column).ShouldBe(("fleet/demonstration-nodes.csv", line, column));
        fault.Problem.ShouldContain(problem);
    }

    [Fact]
    public void a_pool_at_a_site_that_does_not_work_yet_is_a_fault()
    {
        using var world = new BrokenWorld();
        var line = world.Append("fleet/demonstration-fleet.csv", "xian-nscc.cpu,xian-nscc,cpu-core,assumed,8,assumed,assumed-size,0.1,CNY,assumed,\n");
        world.FleetFaults.ShouldHaveSingleItem().ToString().ShouldBe($"fleet/demonstration-fleet.csv:{line}:site: 'xian-nscc' is not operating and cannot offer pools");
    }

    [Fact]
    public void all_faults_of_all_files_are_reported_at_once()
    {
        using var world = new BrokenWorld();
        var site = world.Set("sites.csv", "chengdu-ic", "latitude", "91");
        world.Set("sites.csv", "chengdu-ic", "country", "ch");
        var price = world.Set("prices.csv", "aws.eu-west-3,cpu-core", "currency", "EUR");
        var rate = world.Set("exchange-rates.csv", "USD", "as_of", "soon");
        var load = world.Load();
        load.Value.ShouldBeNull();
        load.Faults.Select(f => (f.File, f.Line, f.Column)).ShouldBe(
            [("exchange-rates.csv", rate, "as_of"), ("prices.csv", price, "currency"), ("sites.csv", site, "country"), ("sites.csv", site, "latitude")], ignoreOrder: true);
        Should.Throw<ComputeNet.World.Loading.WorldDataException>(() => load.OrThrow()).Message.ShouldContain($"sites.csv:{site}:latitude: '91' is not between -90 and 90");
    }

    [Fact]
    public void a_fault_is_not_repeated_for_every_row_that_refers_to_it()
    {
        using var world = new BrokenWorld();
        world.Set("regions.csv", "gb", "country", "united kingdom");
        world.Faults.ShouldHaveSingleItem().Column.ShouldBe("country");
    }
}
