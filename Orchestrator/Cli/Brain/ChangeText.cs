using System.Globalization;
using ComputeNet.Brain.Explanations.WhatIfs;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Cli.Brain;

/// <summary>Changes as people type them.</summary>
internal static class ChangeText
{
    internal static Change SiteLost(string text) => new SiteLost(new SiteId(text));

    internal static Change Devices(string text) =>
        text.Split('=') is [var pool, var count] && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var devices)
            ? new PoolDevices(new PoolId(pool), devices)
            : throw Malformed("--devices", text, "pool=count");

    /// <summary>A name that is a pool of the problem is one; else it is a site.</summary>
    internal static Change Price(string text, PlanningProblem problem)
    {
        if (text.Split('=') is not [var name, var factorText] || !decimal.TryParse(factorText, NumberStyles.Float, CultureInfo.InvariantCulture, out var factor))
            throw Malformed("--price", text, "pool=factor, site=factor or all=factor");
        return name == "all" ? new PriceTimes(factor)
            : problem.Pools.Any(p => p.Pool.Value == name) ? new PriceTimes(factor, Pool: new PoolId(name))
            : new PriceTimes(factor, Site: new SiteId(name));
    }

    internal static Change Weights(string text)
    {
        var weights = text.Split(',').Select(w => double.TryParse(w, CultureInfo.InvariantCulture, out var weight) ? weight : double.NaN).ToList();
        return weights is [var price, var latency, var carbon] && weights.All(double.IsFinite)
            ? new Weighing(price, latency, carbon)
            : throw Malformed("--weights", text, "price,latency,carbon");
    }

    private static RefusedException Malformed(string option, string text, string expected) =>
        new(Refusal.Because("option-malformed", ("option", option), ("value", text), ("expected", expected)));
}
