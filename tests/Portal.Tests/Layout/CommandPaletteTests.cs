using System.Security.Claims;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Layout;
using ComputeNet.Portal.Tests.Fakes;
using ComputeNet.Portal.Tests.Fleet;
using static ComputeNet.Portal.Tests.Workloads.WorkloadSample;

namespace ComputeNet.Portal.Tests.Layout;

public class CommandPaletteTests
{
    [Fact]
    public async Task it_finds_sites_by_either_name_or_id_and_pages_and_acts()
    {
        var fleet = new FakeFleet();
        fleet.Sites.Say(SiteSample.All);
        var palette = Palette(fleet, new());
        await palette.Load();

        await palette.Search("hangzhou");
        palette.Matches.Single().Path.ShouldBe("/sites/hangzhou-ai");
        await palette.Search("Nav_Fleet");
        palette.Matches.Single().Path.ShouldBe("/fleet");
        await palette.Search("Act_Dark");
        palette.Current!.Act.ShouldBe("theme:dark");
    }

    [Fact]
    public async Task workloads_are_asked_for_once_two_letters_are_there()
    {
        var workloads = new FakeWorkloads();
        workloads.Pages[""] = new([Running("w-7")], null);
        var palette = Palette(new(), workloads);

        await palette.Search("w");
        workloads.Queries.ShouldBeEmpty();
        await palette.Search("w-");
        workloads.Queries.Single().Search.ShouldBe("w-");
        palette.Matches.ShouldContain(m => m.Path == "/workloads/w-7");
    }

    [Fact]
    public async Task a_blank_at_the_end_stays_for_the_next_word_and_searches_nothing_else()
    {
        var workloads = new FakeWorkloads();
        workloads.Pages[""] = new([Running("w-7")], null);
        var palette = Palette(new(), workloads);

        await palette.Search("w-7 ");
        palette.Term.ShouldBe("w-7 ");
        workloads.Queries.Single().Search.ShouldBe("w-7");
    }

    [Fact]
    public async Task the_arrows_go_round()
    {
        var palette = Palette(new(), new());
        await palette.Search("Act_");

        palette.Move(-1);
        palette.Chosen.ShouldBe(palette.Matches.Count - 1);
        palette.Move(1);
        palette.Chosen.ShouldBe(0);
    }

    [Fact]
    public void a_tenant_is_not_offered_the_operators_pages() =>
        NavigationItem.For(Person(Roles.Tenant)).ShouldAllBe(item => !item.OperatorsOnly);

    private static CommandPaletteViewModel Palette(FakeFleet fleet, FakeWorkloads workloads)
    {
        var palette = new CommandPaletteViewModel(fleet, workloads);
        palette.Offer(PaletteItem.Fixed(Person(Roles.Operator), key => key));
        return palette;
    }

    private static ClaimsPrincipal Person(string role) => new(new ClaimsIdentity([new Claim(ClaimTypes.Role, role)], "test"));
}
