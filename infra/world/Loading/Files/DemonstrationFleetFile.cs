using System.Globalization;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.World.Catalogue;

namespace ComputeNet.World.Loading.Files;

internal static class DemonstrationFleetFile
{
    private static readonly string[] Columns =
    [
        "id", "site", "model", "model_basis", "devices", "devices_basis", "devices_method", "price_per_device_hour", "currency", "price_basis", "note",
    ];

    public static IReadOnlyDictionary<PoolId, DemonstrationPool> Read(string folder, WorldCatalogue world, FaultList faults) => Keyed.By(
        CsvTable.Read(folder, "fleet/demonstration-fleet.csv", Columns, faults), "id", row => ReadRow(row, world), pool => pool.Declaration.Id);

    private static DemonstrationPool ReadRow(CsvRow row, WorldCatalogue world)
    {
        var id = row.Id<PoolId>("id");
        var site = row.Reference("site", world.Sites);
        var model = row.Reference("model", world.Accelerators);
        if (row.IsSound && !id.Value.StartsWith(site.Value + ".", StringComparison.Ordinal)) row.Fault("id", $"does not start with its site's id and a dot, '{site}.'");
        if (row.IsSound && world.Sites[site].Status != SiteStatus.Operating) row.Fault("site", "is not operating and cannot offer pools");
        var modelBasis = row.Word<Basis>("model_basis");
        var method = row.Word<DeviceCountMethod>("devices_method");
        var devices = row.Whole("devices", 1, 1_000_000);
        var devicesBasis = row.Word<Basis>("devices_basis");
        var price = ReadPrice(row, world, site, model);
        if (row.IsSound) CheckCount(row, world.Sites[site], world.Accelerators[model], devices, devicesBasis, method);
        if (!row.IsSound) return new DemonstrationPool(Nothing(id), site, modelBasis, method, null);

        var facts = world.Accelerators[model];
        var note = row.OptionalText("note");
        var counted = method == DeviceCountMethod.CapacityOverPeak ? $"stated FP16 capacity ÷ {facts.Fp16Teraflops!.Value.ToString(CultureInfo.InvariantCulture)} TFLOPS per device" : "assumed size";
        var declaration = new PoolDeclaration(
            id, facts.Name, facts.Architecture, model,
            devices, new Provenance(devicesBasis, $"demonstration fleet: {counted}{(note is null ? "" : "; " + note)}"),
            facts.MemoryMebibytes, price?.Money, price?.Provenance ?? Provenance.Unknown,
            facts.Watts?.Value, facts.Watts?.Provenance ?? Provenance.Unknown);
        return new DemonstrationPool(declaration, site, modelBasis, method, note);
    }

    /// <summary>A blank price is the catalogue's list price of the model at the site; a given one is ours and must be marked assumed.</summary>
    private static (Money Money, Provenance Provenance)? ReadPrice(CsvRow row, WorldCatalogue world, SiteId site, AcceleratorModelId model)
    {
        var basis = row.Word<Basis>("price_basis");
        if (row.IsBlank("price_per_device_hour"))
        {
            if (!row.IsBlank("currency")) row.Fault("currency", "must be blank where the price is the catalogue's");
            if (!row.IsSound) return null;
            if (!world.Prices.TryGetValue((site, model), out var listed)) row.Fault("price_per_device_hour", $"is blank, and prices.csv has no price of '{model}' at '{site}'");
            else if (basis != listed.Provenance.Basis) row.Fault("price_basis", "is not the basis of the list price in prices.csv");
            return listed is null ? null : (listed.PerDeviceHour, listed.Provenance);
        }
        var money = new Money(row.Amount("price_per_device_hour"), row.Currency("currency", world.ExchangeRates));
        if (basis != Basis.Assumed) row.Fault("price_basis", "of a price given here must be 'assumed'");
        return (money, Provenance.Assumed("demonstration fleet: assumed price"));
    }

    /// <summary>
    /// A count by capacity follows from the site's built FP16 capacity and the model's FP16 peak, and is an estimate only where the site's
    /// architecture is known to be the model's; every other count is an assumption.
    /// </summary>
    private static void CheckCount(CsvRow row, SiteFacts site, AcceleratorFacts model, int devices, Basis basis, DeviceCountMethod method)
    {
        if (method == DeviceCountMethod.AssumedSize)
        {
            if (basis != Basis.Assumed) row.Fault("devices_basis", "of an assumed size must be 'assumed'");
            return;
        }
        var capacity = site.Capacities.FirstOrDefault(c => c is { IsBuilt: true, Precision: CapacityPrecision.Fp16 });
        if (capacity is null || model.Fp16Teraflops is null)
        {
            row.Fault("devices_method", "needs a built FP16 capacity of the site and an FP16 peak of the model");
            return;
        }
        var lawful = (int)Math.Floor(capacity.Petaflops * 1000 / model.Fp16Teraflops.Value);
        if (devices != lawful) row.Fault("devices", $"is not capacity ÷ peak, {lawful}");
        var expected = site.Architecture == model.Architecture ? Basis.Estimated : Basis.Assumed;
        if (basis != expected) row.Fault("devices_basis", $"must be '{expected.ToString().ToLowerInvariant()}' here");
    }

    private static PoolDeclaration Nothing(PoolId id) =>
        new(id, "", default, default, 0, Provenance.Unknown, null, null, Provenance.Unknown, null, Provenance.Unknown);
}
