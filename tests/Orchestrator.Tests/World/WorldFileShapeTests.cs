namespace ComputeNet.Orchestrator.Tests.World;

/// <summary>Files that are not the table they should be: each is one clear fault, not an avalanche.</summary>
public sealed class WorldFileShapeTests
{
    public static TheoryData<string> Files =>
    [
        "sources.csv", "exchange-rates.csv", "carbon-odbl/carbon-profiles.csv", "regions.csv", "places.csv", "hubs.csv", "sites.csv", "capacities.csv", "accelerators.csv", "prices.csv", "latency.csv",
    ];

    [Theory, MemberData(nameof(Files))]
    public void a_missing_file_is_one_fault(string file)
    {
        using var world = new BrokenWorld();
        world.Delete(file);
        world.Faults.ShouldHaveSingleItem().ShouldSatisfyAllConditions(f => f.File.ShouldBe(file), f => f.Problem.ShouldContain("missing"));
    }

    [Theory, MemberData(nameof(Files))]
    public void a_column_that_is_gone_or_misspelt_is_named(string file)
    {
        using var world = new BrokenWorld();
        world.Rewrite(file, text => "X" + text);
        var faults = world.Faults;
        faults.Count.ShouldBe(2);
        faults.ShouldAllBe(f => f.File == file && f.Line == 1);
        faults.Select(f => f.Problem).ShouldBe(["is a missing column", "is not a column of this file"]);
    }

    [Theory, MemberData(nameof(Files))]
    public void bytes_that_are_not_utf8_are_found_on_their_line(string file)
    {
        using var world = new BrokenWorld();
        var line = world.Append(file, [0x61, 0xC3, 0x28, 0x0A]);
        world.Faults.ShouldHaveSingleItem().ToString().ShouldBe($"{file}:{line}: the line is not valid UTF-8");
    }

    [Theory, MemberData(nameof(Files))]
    public void a_line_with_too_few_fields_is_named(string file)
    {
        using var world = new BrokenWorld();
        var line = world.Append(file, "a,b\n");
        world.Faults.ShouldHaveSingleItem().ToString().ShouldStartWith($"{file}:{line}: the line has 2 fields");
    }

    [Theory, MemberData(nameof(Files))]
    public void a_quote_that_never_closes_is_named(string file)
    {
        using var world = new BrokenWorld();
        var line = world.Append(file, "\"never,closed\n");
        world.Faults.ShouldHaveSingleItem().ToString().ShouldBe($"{file}:{line}: the line is not well-formed CSV (UnterminatedQuote)");
    }

    [Theory]
    [InlineData("sources.csv", "id")]
    [InlineData("exchange-rates.csv", "currency")]
    [InlineData("carbon-odbl/carbon-profiles.csv", "month")]
    [InlineData("regions.csv", "id")]
    [InlineData("places.csv", "id")]
    [InlineData("hubs.csv", "id")]
    [InlineData("sites.csv", "id")]
    [InlineData("accelerators.csv", "id")]
    [InlineData("prices.csv", "model")]
    [InlineData("latency.csv", "site")]
    public void a_row_that_appears_twice_is_named_with_the_line_of_the_first(string file, string column)
    {
        using var world = new BrokenWorld();
        world.Rewrite(file, text => text + text.Split('\n')[1] + "\n");
        world.Faults.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            f => f.File.ShouldBe(file), f => f.Column.ShouldBe(column), f => f.Line.ShouldBeGreaterThan(2), f => f.Problem.ShouldBe("appears already in line 2"));
    }

    [Fact]
    public void an_empty_line_is_a_fault_and_not_skipped()
    {
        using var world = new BrokenWorld();
        var line = world.Append("hubs.csv", "\n");
        world.Faults.ShouldHaveSingleItem().Line.ShouldBe(line);
    }

    [Fact]
    public void a_column_given_twice_is_a_fault()
    {
        using var world = new BrokenWorld();
        world.Rewrite("exchange-rates.csv", text => text.Replace("reason\n", "reason,reason\n", StringComparison.Ordinal));
        world.Faults.ShouldHaveSingleItem().ToString().ShouldBe("exchange-rates.csv:1:reason: 'reason' is a column that appears more than once");
    }

    [Fact]
    public void a_carbon_profile_without_one_of_its_months_is_a_fault()
    {
        using var world = new BrokenWorld();
        world.Rewrite("carbon-odbl/carbon-profiles.csv", text => string.Join('\n', text.Split('\n').Where(l => !l.StartsWith("gb,7,", StringComparison.Ordinal))));
        world.Faults.ShouldHaveSingleItem().ToString().ShouldBe("carbon-odbl/carbon-profiles.csv:1:month: 'gb' has 11 of 12 months");
    }

    [Fact]
    public void lines_are_counted_through_quoted_line_breaks()
    {
        using var world = new BrokenWorld();
        world.Rewrite("hubs.csv", text => text.Replace("张家口集群", "\"张家口\n集群\"", StringComparison.Ordinal));
        var line = world.Append("hubs.csv", "a,b\n");
        world.Faults.ShouldHaveSingleItem().Line.ShouldBe(line);
    }

    [Fact]
    public void a_byte_order_mark_and_windows_line_ends_are_read()
    {
        using var world = new BrokenWorld();
        world.Rewrite("hubs.csv", text => "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal));
        world.Faults.ShouldBeEmpty();
    }
}
