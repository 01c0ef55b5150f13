using ComputeNet.EndToEnd.Tests.Harness;

namespace ComputeNet.EndToEnd.Tests.Journeys;

[Collection(RunningNetwork.Name)]
public sealed class EveryPageTests(RunningNetwork network)
{
    public static TheoryData<Look> Looks =>
    [
        Look.WideEnglishLight, Look.WideEnglishDark, Look.WideChineseLight, Look.WideChineseDark,
        Look.NarrowEnglishLight, Look.NarrowEnglishDark, Look.NarrowChineseLight, Look.NarrowChineseDark,
    ];

    [Theory, MemberData(nameof(Looks))]
    public async Task every_page_is_in_order_at_every_width_in_every_language_and_theme(Look look)
    {
        var workload = await network.SubmitAsync("something-to-look-at");
        await using var visit = await network.OpenAsync(look);
        await visit.Page.GotoAsync("/sign-in");
        await visit.IsInOrderAsync();
        await visit.SignInAsync("operator", network.PasswordOf("operator"));
        foreach (var page in new[] { "/fleet", "/sites/hangzhou-ai", "/workloads", $"/workloads/{workload}", "/submit", "/workflows", "/plans", "/policy", "/audit", "/register", "/not-found" })
        {
            await visit.GoAsync(page);
            await visit.IsInOrderAsync();
        }
    }
}
