using System.Runtime.Versioning;

namespace ComputeNet.Adapters.Local;

/// <summary>
/// Who sits where: cores that no other job holds, and a user id for each gang member. Not thread-safe: one caller at a time.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class LocalSeats(LocalOptions options, LocalClient client, LocalMachine machine)
{
    private readonly LocalUsers users = new(options);

    /// <summary>Launches the job if it is its turn and there are cores for all of its members; null while it has to wait.</summary>
    public LocalLaunch? TryLaunch(LocalClaim claim, DateTimeOffset machineNow)
    {
        var others = client.ListClaims().Where(c => c.Order.Job != claim.Order.Job && client.FindEnd(c.Order.Job) is null).ToList();
        var launches = others.Select(c => (Claim: c, Launch: client.FindLaunch(c.Order.Job))).ToList();
        // First come, first served: a wide job would starve if narrow ones were let past it.
        if (launches.Any(o => o.Launch is null && o.Claim.ClaimedAt < claim.ClaimedAt && !client.IsStopAsked(o.Claim.Order.Job)))
            return null;
        // Both would write into one checkpoint.
        if (claim.Order.Checkpoint is not null && launches.Any(o => o.Launch is not null && o.Claim.Order.Workload == claim.Order.Workload))
            return null;
        var held = launches.Where(o => o.Launch is not null).SelectMany(o => o.Launch!.Seats).ToList();
        var free = machine.Cores.Except(held.SelectMany(s => s.Cores)).ToList();
        if (free.Count < claim.CoresNeeded)
            return null;
        var each = claim.Order.Variant.DevicesPerMember;
        // The centre plans by what it has been told; a core that is still being swept is nobody's fault, and another one is as good.
        var named = LocalMapping.CoresOf(claim.Order, machine.Cores, free);
        var owners = machine.IsRoot ? TakeUsers(claim) : [];
        var launch = new LocalLaunch(machineNow,
            [.. Enumerable.Range(0, claim.Order.GangMembers).Select(i => new LocalSeat(named?[i] ?? [.. free.Skip(i * each).Take(each)], machine.IsRoot ? owners[i] : null))]);
        client.PrepareLaunch(claim, launch, LimitsOf(claim));
        return launch;
    }

    private LocalLimits LimitsOf(LocalClaim claim)
    {
        var share = options.DefaultMemoryMebibytes ?? machine.MemoryMebibytes / machine.Cores.Count * claim.Order.Variant.DevicesPerMember;
        return new(claim.Order.Checkpoint is null ? options.StopGrace : options.CheckpointGrace, options.LogHeadBytes, claim.Order.Variant.MemoryLimitMebibytes ?? share, options.MaxProcesses);
    }

    /// <summary>Going round the range, so that an id comes back as late as possible: files of its last job may still lie in a shared folder.</summary>
    private IReadOnlyList<uint> TakeUsers(LocalClaim claim)
    {
        var taken = users.Take(claim.Order.GangMembers, client.FolderOf(claim.Order.Job), client.NextUserOffset);
        client.NextUserOffset = (taken[^1] - options.FirstUserId + 1) % options.UserCount;
        return taken;
    }
}
