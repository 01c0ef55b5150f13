namespace ComputeNet.Checker.Reading;

/// <summary>Devices that are somebody's until an instant: from now on, or booked from another one.</summary>
internal sealed record Held(int Devices, DateTimeOffset Until, DateTimeOffset? From)
{
    /// <summary>What it takes where devices are shared, if that is less than whole ones.</summary>
    internal int? MilliDevices { get; private init; }

    internal static Held Read(Node node)
    {
        node.KnowingOnly("devices", "until", "from", "milliDevices");
        return new Held(node["devices"].Count(), node["until"].Instant(), node.Find("from")?.Instant()) { MilliDevices = node.Find("milliDevices")?.Count() };
    }
}

/// <summary>What a tenant may use at most; null does not limit.</summary>
internal sealed record Limits(string Tenant, int? DevicesAtOnce, decimal? BudgetYuan, IReadOnlyList<Held> Holds)
{
    internal static Limits Read(Node node)
    {
        node.KnowingOnly("tenant", "devicesAtOnce", "budgetYuan", "holds");
        return new Limits(node["tenant"].Text(), node.Find("devicesAtOnce")?.Count(), node.Find("budgetYuan")?.Money(), [.. node.List("holds").Select(Held.Read)]);
    }
}

/// <summary>A workload that has its place already.</summary>
internal sealed record Standing(string Workload, string Site, IReadOnlyList<string> Together, IReadOnlyList<string> Apart)
{
    internal static Standing Read(Node node)
    {
        node.KnowingOnly("workload", "site", "together", "apart");
        return new Standing(node["workload"].Text(), node["site"].Text(), node.Names("together"), node.Names("apart"));
    }
}

/// <summary>Region and country of a site that holds data.</summary>
internal sealed record DataSite(string Site, string Region, string Country)
{
    internal static DataSite Read(Node node)
    {
        node.KnowingOnly("site", "region", "country");
        return new DataSite(node["site"].Text(), node["region"].Text(), node["country"].Text());
    }
}

/// <summary>Data that a demand reads: where it lies, how much it is, and how far it may go.</summary>
internal sealed record DataAt(string At, double Gigabytes, string StaysIn)
{
    internal static DataAt Read(Node node)
    {
        var bound = node.KnowingOnly("at", "gigabytes", "staysIn")["staysIn"];
        return bound.Text() is "anywhere" or "country" or "region" or "site"
            ? new DataAt(node["at"].Text(), Known.OrZero(node["gigabytes"].Figure()), bound.Text())
            : throw new UnreadableException(bound.Path, bound.Text(), "a bound that the checker knows");
    }
}

/// <summary>How well tenants are kept apart, in the order of the words that documents use.</summary>
internal static class Isolations
{
    private static readonly string[] Words = ["process", "container", "virtualMachine", "machine"];

    internal static int? Rank(Node? node) => node is not { } told ? null
        : Array.IndexOf(Words, told.Text()) is >= 0 and var rank ? rank
        : throw new UnreadableException(told.Path, told.Text(), "an isolation that the checker knows");
}
