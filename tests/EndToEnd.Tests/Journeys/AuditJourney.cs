using System.Text.Json;
using ComputeNet.Contracts.Audit;
using ComputeNet.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace ComputeNet.EndToEnd.Tests.Journeys;

[Collection(RunningNetwork.Name)]
public sealed class AuditJourney(RunningNetwork network)
{
    private const string Audit = "Features.Audit.AuditTexts";

    public static TheoryData<Look> Looks => [Look.WideEnglishDark, Look.NarrowChineseLight];

    [Theory, MemberData(nameof(Looks))]
    public async Task an_operator_filters_the_audit_and_takes_exactly_that_away_in_both_formats(Look look)
    {
        await using var visit = await network.OpenAsync(look);
        var page = visit.Page;
        await visit.SignInAsync("operator", network.PasswordOf("operator"));
        await visit.FollowAsync("audit");

        await page.Locator("label", new() { HasText = look.Text(Audit, "Filter_Action") }).Locator("select:has(option[value=tenant_created])").SelectOptionAsync("tenant_created");
        await visit.IsAtAsync("**/audit?*tenant_created*");
        await Assertions.Expect(page.GetByRole(AriaRole.Row)).ToHaveCountAsync(2); // the head and the one tenant of a new ledger
        await visit.IsInOrderAsync();

        using var auditor = await network.SignInAsync("operator");
        var recorded = (await auditor.Client.Audit.ListAsync(new AuditQuery(Action: "tenant_created"))).Items.ShouldHaveSingleItem();

        var jsonl = await DownloadAsync(visit, "Export_Jsonl");
        jsonl.Name.ShouldMatch(@"^computenet-audit-\d{8}-\d{6}\.jsonl$");
        var line = JsonDocument.Parse(jsonl.Lines.ShouldHaveSingleItem()).RootElement;
        line.GetProperty("sequence").GetInt64().ShouldBe(recorded.Sequence);
        line.GetProperty("target").GetString().ShouldBe(recorded.Target);
        line.GetProperty("actor").GetString().ShouldBe(recorded.Actor);

        var csv = await DownloadAsync(visit, "Export_Csv");
        csv.Name.ShouldEndWith(".csv");
        csv.Lines.Count.ShouldBe(2);
        csv.Lines[0].ShouldContain("actor");
        csv.Lines[1].ShouldContain(recorded.CorrelationId);
    }

    private static async Task<(string Name, IReadOnlyList<string> Lines)> DownloadAsync(Visit visit, string key)
    {
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.GetByRole(AriaRole.Link, new() { Name = visit.Look.Text(Audit, key), Exact = true }).ClickAsync());
        return (download.SuggestedFilename, await File.ReadAllLinesAsync(await download.PathAsync()));
    }
}
