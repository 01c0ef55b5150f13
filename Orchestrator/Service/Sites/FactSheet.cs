using System.Globalization;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.World.Catalogue;

namespace ComputeNet.Service.Sites;

/// <summary>What the catalogue states of a site, line by line, each with its provenance. Names are keys that screens translate.</summary>
public static class FactSheet
{
    public static IReadOnlyList<SiteFact> Of(SiteFacts facts, WorldCatalogue world) =>
    [
        new("status", facts.Status.ToString(), null, facts.Provenance),
        new("location", Invariant($"{facts.Location.Latitude:0.####}, {facts.Location.Longitude:0.####}"), "°", facts.LocationProvenance),
        .. facts.Architecture is { } architecture ? [new SiteFact("architecture", architecture.Value, null, facts.ArchitectureProvenance)] : Array.Empty<SiteFact>(),
        .. facts.Capacities.Select(c => new SiteFact(c.IsBuilt ? "capacity" : "capacity-planned", Invariant($"{c.Petaflops:0.###} ({c.Precision})"), "PFLOPS", c.Provenance)),
        .. Line("pue", world.PowerUsageEffectiveness(facts.Id), null),
        .. Line("carbon", world.Regions[facts.Region].Carbon is { } carbon ? new Figure(carbon.VariesByHour ? double.NaN : carbon.GramsAt(DateTimeOffset.UnixEpoch), carbon.Provenance) : null, "g/kWh"),
    ];

    private static IEnumerable<SiteFact> Line(string name, Figure? figure, string? unit) =>
        figure is null ? [] : [new SiteFact(name, double.IsNaN(figure.Value) ? "hourly" : Invariant($"{figure.Value:0.###}"), unit, figure.Provenance)];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
