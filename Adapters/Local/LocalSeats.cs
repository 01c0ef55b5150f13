using System.Runtime.Versioning;

namespace ComputeNet.Adapters.Local;

/// <summary>
/// Who sits where: cores that no other job holds, and a user id for each gang member. Not thread-safe: one caller at a time.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class LocalSeats(LocalOptions options, LocalClient client, LocalMachine machine)
{
    private readonly LocalUsers users = new(options);

    /// <summary>The seats of all jobs whose end is not known.</summary>
    public IReadOnlyList<HeldSeat> Held() =>
        [.. client.ListClaims().Where(c => client.FindEnd(c.Order.Job) is null).SelectMany(c => (client.FindLaunch(c.Order.Job)?.Seats ?? []).Select(s => new HeldSeat(c.Order.Pool, s)))];

    /// <summary>Launches the job if it is its turn and there are cores and accelerators for all of its members; null while it has to wait.</summary>
    public LocalLaunch? TryLaunch(LocalClaim claim, LocalPool pool, DateTimeOffset machineNow)
    {
        var others = client.ListClaims().Where(c => c.Order.Job != claim.Order.Job && client.FindEnd(c.Order.Job) is null).ToList();
        var launches = others.Select(c => (Claim: c, Launch: client.FindLaunch(c.Order.Job))).ToList();
        // First come, first served: a wide job would starve if narrow ones were let past it.
        if (launches.Any(o => o.Launch is null && o.Claim.Order.Pool == pool.Id && o.Claim.ClaimedAt < claim.ClaimedAt && !client.IsStopAsked(o.Claim.Order.Job)))
            return null;
        // Both would write into one checkpoint.
        if (claim.Order.Checkpoint is not null && launches.Any(o => o.Launch is not null && o.Claim.Order.Workload == claim.Order.Workload))
            return null;
        var held = launches.Where(o => o.Launch is not null).SelectMany(o => o.Launch!.Seats).ToList();
        var (members, each, devices) = (claim.Order.GangMembers, pool.CoresOf(claim.Order.Variant), claim.Order.Variant.DevicesPerMember);
        var cores = pool.Cores.Except(held.SelectMany(s => s.Cores)).ToList();
        var free = pool.IsOfCores ? cores
            : [.. pool.Accelerators.Except(launches.Where(o => o.Launch is not null && o.Claim.Order.Pool == pool.Id).SelectMany(o => o.Launch!.Seats).SelectMany(s => s.Accelerators ?? []))];
        if (cores.Count < members * each || free.Count < members * devices)
            return null;
        // The centre plans by what it has been told; a device that is still being swept is nobody's fault, and another one is as good.
        var named = LocalMapping.NamedDevices(claim.Order, pool.Devices, free) ?? [.. Enumerable.Range(0, members).Select(i => free.Skip(i * devices).Take(devices).ToList())];
        var owners = machine.IsRoot ? TakeUsers(claim) : [];
        var launch = new LocalLaunch(machineNow,
            [.. Enumerable.Range(0, members).Select(i => new LocalSeat(pool.IsOfCores ? named[i] : [.. cores.Skip(i * each).Take(each)], machine.IsRoot ? owners[i] : null)
            {
                Accelerators = pool.IsOfCores ? null : named[i],
            })]);
        client.PrepareLaunch(claim, launch, LimitsOf(claim, each));
        return launch;
    }

    private LocalLimits LimitsOf(LocalClaim claim, int coresOfMember)
    {
        var share = options.DefaultMemoryMebibytes ?? machine.MemoryMebibytes / machine.Cores.Count * coresOfMember;
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
