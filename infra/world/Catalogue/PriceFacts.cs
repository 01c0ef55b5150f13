using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.World.Catalogue;

/// <summary>
/// On-demand list price of one device of a model at one site. The as-of date lies in the provenance and is null when the list carries none;
/// prices of different dates are never ranked as if same-day.
/// </summary>
public sealed record PriceFacts(SiteId Site, AcceleratorModelId Model, Money PerDeviceHour, string InstanceType, int DevicesPerInstance, Provenance Provenance, string? Note);

/// <summary>How many yuan one unit of a currency is worth, and on which day.</summary>
public sealed record ExchangeRate(string Currency, decimal YuanPerUnit, Provenance Provenance);

/// <summary>An amount in yuan with the rate that made it.</summary>
public sealed record YuanAmount(decimal Yuan, ExchangeRate Rate);
