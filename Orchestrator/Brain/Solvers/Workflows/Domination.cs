using ComputeNet.Brain.Workflows;

namespace ComputeNet.Brain.Solvers.Workflows;

/// <summary>
/// Strikes out values that another value of the same gang always beats, wherever everybody else is (Goldstein's dead-end elimination, 1994).
/// Regions of one provider, equal sites, sites too dear to be worth any egress: found here, whatever their cause.
/// </summary>
internal static class Domination
{
    /// <summary>Only the cheapest few are tried as the better value: a dear one hardly ever beats another.</summary>
    private const int Challengers = 8;

    /// <param name="model">All values.</param>
    /// <param name="struckOut">What was struck out, in order, is added here.</param>
    /// <param name="spared">A gang that keeps all its values, because each is asked about; −1 spares none.</param>
    internal static PairwiseModel Reduce(PairwiseModel model, List<StruckOut> struckOut, int spared = -1)
    {
        var kept = model.Values.Select(v => Enumerable.Repeat(true, v.Length).ToArray()).ToArray();
        var waiting = new Queue<int>(Enumerable.Range(0, model.Gangs));
        var isWaiting = Enumerable.Repeat(true, model.Gangs).ToArray();
        while (waiting.TryDequeue(out var gang))
        {
            isWaiting[gang] = false;
            if (gang == spared || !StrikeOut(model, kept, gang, struckOut))
                continue;
            foreach (var pair in model.PairsOf[gang])
            {
                var other = pair.First == gang ? pair.Second : pair.First;
                if (!isWaiting[other])
                    waiting.Enqueue(other);
                isWaiting[other] = true;
            }
        }
        return model.Keep(kept);
    }

    private static bool StrikeOut(PairwiseModel model, bool[][] kept, int gang, List<StruckOut> struckOut)
    {
        var own = model.Own[gang];
        var byCost = Enumerable.Range(0, own.Length).Where(v => kept[gang][v]).OrderBy(v => own[v]).ThenBy(v => v).ToArray();
        var any = false;
        for (var rank = byCost.Length - 1; rank >= 0; rank--)
        {
            for (var better = 0; better < Math.Min(Challengers, byCost.Length); better++)
            {
                var (worse, instead) = (byCost[rank], byCost[better]);
                if (worse == instead || !kept[gang][instead] || !Beats(model, kept, gang, instead, worse))
                    continue;
                kept[gang][worse] = false;
                struckOut.Add(new StruckOut(gang, model.Values[gang][worse], model.Values[gang][instead]));
                any = true;
                break;
            }
        }
        return any;
    }

    private static bool Beats(PairwiseModel model, bool[][] kept, int gang, int instead, int worse)
    {
        var lead = model.Own[gang][worse] - model.Own[gang][instead];
        foreach (var pair in model.PairsOf[gang])
        {
            var isFirst = pair.First == gang;
            var alive = kept[isFirst ? pair.Second : pair.First];
            var (width, step) = (model.Values[pair.Second].Length, isFirst ? 1 : model.Values[pair.Second].Length);
            var (a, b) = isFirst ? (instead * width, worse * width) : (instead, worse);
            var least = WorkflowCertificate.Impossible;
            for (var value = 0; value < alive.Length; value++, a += step, b += step)
            {
                if (!alive[value] || pair.MicroYuan[b] == WorkflowCertificate.Impossible)
                    continue;
                if (pair.MicroYuan[a] == WorkflowCertificate.Impossible)
                    return false;
                least = Math.Min(least, pair.MicroYuan[b] - pair.MicroYuan[a]);
            }
            if (least == WorkflowCertificate.Impossible)
                return true;
            lead += least;
        }
        return lead >= 0;
    }
}
