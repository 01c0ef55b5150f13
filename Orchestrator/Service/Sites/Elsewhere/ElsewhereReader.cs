using ComputeNet.Brain.Explanations.Elsewhere;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Service.Http;
using ComputeNet.Service.Plans;
using ComputeNet.World.Catalogue;
using Marten;

namespace ComputeNet.Service.Sites.Elsewhere;

/// <summary>
/// Reads recorded plans for what a site lost and why. Bounded per call (plans, placements, one call's work at a time), so that a site that asks often costs the others
/// nothing but its own wait.
/// </summary>
public sealed class ElsewhereReader(IDocumentStore store, WorldCatalogue world, TimeProvider clock)
{
    private const int MostHours = 168;
    private const int MostPlans = 20;
    private const int MostPlacementsPerPlan = 25;

    private readonly SemaphoreSlim _atOnce = new(1, 1);

    public Task<SiteElsewhere> OfCallerAsync(CommandContext context, int hours, CancellationToken ct) => ReadAsync(SiteWord.Of(context), hours, ct);

    public async Task<SiteElsewhere> ReadAsync(SiteId site, int hours, CancellationToken ct)
    {
        if (!world.Sites.ContainsKey(site))
            throw new RefusedException(Refusal.Because("site-unknown", ("site", site)));
        var to = clock.GetUtcNow();
        var from = to.AddHours(-Math.Clamp(hours, 1, MostHours));
        await _atOnce.WaitAsync(ct);
        try
        {
            await using var session = store.QuerySession();
            var newest = await session.Query<PlanRecord>().OrderByDescending(p => p.Id).Take(MostPlans + 1).Select(p => p.Summary).ToListAsync(ct);
            var asked = newest.Where(p => p.At >= from && p.PlacedNow + p.PlacedLater > 0).Take(MostPlans).ToList();
            var (lost, isCut) = (new List<LostPlacement>(), newest.Count > MostPlans && newest[^1].At >= from);
            foreach (var summary in asked)
            {
                if (await session.LoadAsync<PlanRecord>(summary.Id.Value, ct) is not { } record)
                    continue;
                var picture = record.ToPicture();
                isCut |= picture.Plan.Placements.Count(p => p.Site != site) > MostPlacementsPerPlan;
                lost.AddRange(await Task.Run(() => ElsewhereFinder.Find(picture.Problem, picture.Policy, picture.Plan, site, MostPlacementsPerPlan), ct));
            }
            return ElsewhereSums.Of(new SiteElsewhere(site, from, to, asked.Count, lost.Count, isCut), lost);
        }
        finally
        {
            _atOnce.Release();
        }
    }
}
