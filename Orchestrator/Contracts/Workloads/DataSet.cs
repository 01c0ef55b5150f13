using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Workloads;

/// <summary>How far data may travel from where it lies. The narrowest wins where several data sets have different bounds.</summary>
public enum DataBound { Anywhere, Country, Region, Site }

/// <summary>
/// Data that the workload reads: where it lies, how much it is (10⁹ bytes), and how far it may travel. Running elsewhere moves it once,
/// at the price per gigabyte between the two sites; where the speed of their links is known, before the work and within the run.
/// </summary>
public sealed record DataSet(SiteId At, double Gigabytes, DataBound StaysIn = DataBound.Anywhere);
