using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Rules.Constraints;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Solvers;

/// <summary>The seats of what starts now, by demand, and how many starts were put off because there were none.</summary>
internal sealed record SeatedSchedule(IReadOnlyDictionary<int, NodeSeats> ByDemand, int Barred);

/// <summary>
/// Comes after all steps where pools know their nodes: what starts there now is seated, the firmest promise, the most important and the largest first.
/// The count may allow what no node can hold together; such a start is barred, its demand and everybody else settle again, and the seats are given
/// anew, until all that start now sit. Every turn bars a start, so it ends.
/// </summary>
[Encodes<SeatsAreKept>]
internal sealed class Seating
{
    /// <summary>After so many turns only those without a seat are put elsewhere: the others stay as they are.</summary>
    private const int SettlingTurns = 6;

    private readonly Schedule schedule;
    private readonly OptionTable table;
    private readonly HashSet<(int Demand, int Option)> barred = [];

    private Seating(Schedule schedule) => (this.schedule, table) = (schedule, schedule.Table);

    /// <summary>Null when no pool knows its nodes.</summary>
    internal static SeatedSchedule? Settle(Schedule schedule) => schedule.Table.Case.HasNodes && schedule.Table.Slots > 0 ? new Seating(schedule).Run() : null;

    private SeatedSchedule Run()
    {
        for (var turn = 0; ; turn++)
        {
            var (nodes, seats, standing) = Seat();
            if (standing.Count == 0)
            {
                Return(nodes, seats);
                Spare(nodes, seats);
                return new SeatedSchedule(seats, barred.Count);
            }
            var work = 0L;
            foreach (var demand in standing)
            {
                Bar(demand, everywhere: turn >= SettlingTurns);
                schedule.Lift(demand);
            }
            foreach (var demand in standing)
                schedule.Set(demand, BestFate.Of(table, schedule.Grid, demand, ref work));
            if (turn < SettlingTurns)
                ReinsertionStep.Settle(schedule);
        }
    }

    /// <summary>Seats for all that start now on nodes; and those for whom there are none.</summary>
    private (NodesLeft Nodes, Dictionary<int, NodeSeats> Seats, List<int> Standing) Seat()
    {
        var (nodes, seats, standing) = (NodesLeft.Of(table.Case)!, new Dictionary<int, NodeSeats>(), new List<int>());
        var starting = Enumerable.Range(0, table.Demands).Where(StartsOnNodes).Select(d => (Demand: d, Candidate: table.Candidate(d, table[schedule[d].Option])))
            .OrderBy(s => s.Candidate.Variant.Variant.Class ?? ServiceClass.Guaranteed)
            .ThenByDescending(s => s.Candidate.Demand.Demand.Priority)
            .ThenByDescending(s => (long)s.Candidate.Variant.Variant.DevicesPerMember * s.Candidate.MilliPerDevice)
            .ThenBy(s => s.Candidate.Demand.Demand.SubmittedAt)
            .ThenBy(s => s.Candidate.Demand.Demand.Workload.Value, StringComparer.Ordinal);
        foreach (var (demand, candidate) in starting)
        {
            if (nodes.TrySeat(candidate, out _) is { } members)
                seats[demand] = members;
            else
                standing.Add(demand);
        }
        return (nodes, seats, standing);
    }

    private bool StartsOnNodes(int demand) => schedule[demand] is { IsPlaced: true, Slot: 0 } fate && table.Case.Pools[table[fate.Option].Pool].Nodes is not null;

    private void Bar(int demand, bool everywhere)
    {
        for (var option = table.FirstOf(demand); option < table.EndOf(demand); option++)
        {
            if (option == schedule[demand].Option || everywhere && table.Case.Pools[table[option].Pool].Nodes is not null)
            {
                if (table[option].FirstSlot == 0 && barred.Add((demand, option)))
                    table.BarFromNow(option);
            }
        }
    }

    /// <summary>What was barred may have found room since, because others went elsewhere: whoever gains by starting there now, does.</summary>
    private void Return(NodesLeft nodes, Dictionary<int, NodeSeats> seats)
    {
        bool changed;
        do
        {
            changed = false;
            foreach (var (demand, option) in barred.Order())
            {
                var (old, now) = (schedule[demand], new Fate(option, 0, table.CostOf(demand, table[option], 0)));
                if (now.CostMicroYuan >= old.CostMicroYuan)
                    continue;
                var oldPool = old.IsPlaced ? table.Case.Pools[table[old.Option].Pool] : null;
                schedule.Lift(demand);
                if (seats.Remove(demand, out var left))
                    nodes.GiveBack(oldPool!, left);
                if (schedule.HasRoom(demand, now) && nodes.TrySeat(table.Candidate(demand, table[option]), out _) is { } members)
                {
                    schedule.Set(demand, now);
                    if (!schedule.IsTooRestless)
                    {
                        (seats[demand], changed) = (members, true);
                        continue;
                    }
                    schedule.Lift(demand);
                    nodes.GiveBack(table.Case.Pools[table[option].Pool], members);
                }
                schedule.Set(demand, old);
                if (left is not null && nodes.TryTake(oldPool!, left))
                    seats[demand] = left;
            }
        }
        while (changed);
    }

    /// <summary>Seats that were given back on the way may have been what somebody had to go for.</summary>
    private void Spare(NodesLeft nodes, Dictionary<int, NodeSeats> seats)
    {
        foreach (var (demand, members) in seats.Where(s => s.Value.Evicts is not null).OrderBy(s => s.Key).ToList())
        {
            var kept = nodes.Spare(table.Case.Pools[table[schedule[demand].Option].Pool], members.Evicts!);
            seats[demand] = members with { Evicts = kept.Count == 0 ? null : kept };
        }
    }
}
