using System.Runtime.Versioning;

namespace ComputeNet.Adapters.Local;

/// <summary>
/// Who sits where: cores that no other job holds, and a user id for each gang member. Not thread-safe: one caller at a time.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class LocalSeats(LocalOptions options, LocalClient client, LocalMachine machine)
{
    /// <summary>Launches the job if it is its turn and there are cores for all of its members; null while it has to wait.</summary>
    public LocalLaunch? TryLaunch(LocalClaim claim, DateTimeOffset machineNow)
    {
        var others = client.ListClaims().Where(c => c.Order.Job != claim.Order.Job && client.FindEnd(c.Order.Job) is null).ToList();
        var launches = others.Select(c => (Claim: c, Launch: client.FindLaunch(c.Order.Job))).ToList();
        // First come, first served: a wide job would starve if narrow ones were let past it.
        if (launches.Any(o => o.Launch is null && o.Claim.ClaimedAt < claim.ClaimedAt && !client.IsStopAsked(o.Claim.Order.Job)))
            return null;
        var held = launches.Where(o => o.Launch is not null).SelectMany(o => o.Launch!.Seats).ToList();
        var free = machine.Cores.Except(held.SelectMany(s => s.Cores)).ToList();
        if (free.Count < claim.CoresNeeded)
            return null;
        var each = claim.Order.Variant.DevicesPerMember;
        var users = machine.IsRoot ? FreeUsers(claim.Order.GangMembers, held.Select(s => s.User).OfType<uint>()) : [];
        var launch = new LocalLaunch(machineNow,
            [.. Enumerable.Range(0, claim.Order.GangMembers).Select(i => new LocalSeat([.. free.Skip(i * each).Take(each)], machine.IsRoot ? users[i] : null))]);
        client.PrepareLaunch(claim, launch, LimitsOf(claim));
        return launch;
    }

    private LocalLimits LimitsOf(LocalClaim claim)
    {
        var share = options.DefaultMemoryMebibytes ?? machine.MemoryMebibytes / machine.Cores.Count * claim.Order.Variant.DevicesPerMember;
        return new(options.StopGrace, options.LogHeadBytes, claim.Order.Variant.MemoryLimitMebibytes ?? share, options.MaxProcesses);
    }

    /// <summary>Going round the range, and past every id that owns a process: not all programs of a machine know whose the range is.</summary>
    private List<uint> FreeUsers(int count, IEnumerable<uint> held)
    {
        var taken = LocalProcesses.UsersWithProcesses().Concat(held).ToHashSet();
        var next = client.NextUserOffset % options.UserCount;
        var users = Enumerable.Range(0, (int)options.UserCount).Select(i => options.FirstUserId + (next + (uint)i) % options.UserCount)
            .Where(user => !taken.Contains(user)).Take(count).ToList();
        if (users.Count < count)
            throw new InvalidOperationException($"Of the {options.UserCount} user ids from {options.FirstUserId}, fewer than {count} are free.");
        client.NextUserOffset = users[^1] - options.FirstUserId + 1;
        return users;
    }
}
