using System.Globalization;
using System.Runtime.InteropServices;
using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Solvers;

/// <summary>
/// Ruin and recreate (Schrimpf et al. 2000): takes a demand that pays more than it would alone, clears some of those who stand where it would
/// rather be, and puts all of them back in another order; keeps what costs less. So an important demand waits for a lesser one only where
/// moving the lesser one would cost more than the wait.
/// </summary>
internal sealed class ExchangeStep : ISolverStep
{
    /// <summary>Tries per demand; later ones hardly win anything.</summary>
    private const int TriesPerDemand = 100;

    public void Improve(SolverState state)
    {
        if (state.IsOptimal || state.Table.Demands == 0)
            return;
        var exchange = new Exchange(state.Schedule, state.Pricing, state.Changed, new SeededChoice(SeedOf(state.Table.Case)));
        var tries = (long)state.Table.Demands * TriesPerDemand;
        while (exchange.Tries < tries && exchange.Work < state.Effort.ImprovementStarts && exchange.TryOne())
        {
        }
        state.Tell(string.Create(CultureInfo.InvariantCulture, $"{exchange.Tries} exchanges, {exchange.Wins} kept"));
    }

    /// <summary>A round that follows another draws anew: the exchanges that the one before tried in vain would fail again.</summary>
    private static ulong SeedOf(PlanningCase @case) => (ulong)@case.Policy.Seed + 0xD1B54A32D192ED03 * (ulong)(@case.Problem.Previous?.Rounds ?? 0);

    private sealed class Exchange(Schedule schedule, PricingSolver pricing, IReadOnlyList<int> changed, SeededChoice choice)
    {
        private const int Entrants = 4;
        private const int DrawsBeforeGivingUp = 1000;
        private const int OptionsTried = 20;
        private const int MostCleared = 12;
        private const int MostLookedAt = 64;
        private const int OneInSoManyAnyone = 4;

        private readonly OptionTable table = schedule.Table;
        private readonly SlotPrices prices = pricing.Best;
        private readonly (long ReducedCost, int Option, int Slot)[] ideal = pricing.Ideals;
        private readonly List<int> lifted = [];
        private readonly List<Fate> before = [];
        private readonly List<int> inTheWay = [];
        private long work;

        internal long Tries { get; private set; }
        internal long Wins { get; private set; }
        internal long Work => work;

        /// <summary>One exchange, kept or undone; false when no demand pays more than it would alone.</summary>
        internal bool TryOne()
        {
            work += Entrants;
            if (Pick() is not { } demand)
                return false;
            Tries++;
            lifted.Clear();
            before.Clear();
            Lift(demand);
            Clear(demand, before[0].CostMicroYuan);
            if (Recreate())
                Wins++;
            return true;
        }

        /// <summary>
        /// Of a few drawn at random, the one whose fate is worst against its ideal at the prices. (What it pays above its cheapest option says
        /// little: where many compete, most of them must.)
        /// </summary>
        private int? Pick()
        {
            var (picked, most) = (default(int?), 0L);
            for (var draw = 0; draw < Entrants || (picked is null && draw < DrawsBeforeGivingUp); draw++)
            {
                var demand = Draw();
                var fate = schedule[demand];
                if (ideal[demand].Option < 0 || (fate.IsPlaced && fate.CostMicroYuan <= table[table.FirstOf(demand)].LeastMicroYuan))
                    continue;
                var excess = fate.CostMicroYuan + table.ChargeOf(prices, fate) - ideal[demand].ReducedCost;
                if (excess > most)
                    (picked, most) = (demand, excess);
            }
            return picked;
        }

        /// <summary>Mostly one of those that changed since the round before, if any: the others have been through it.</summary>
        private int Draw() => changed.Count > 0 && choice.Below(OneInSoManyAnyone) > 0 ? changed[choice.Below(changed.Count)] : choice.Below(table.Demands);

        /// <summary>Lifts some of those who stand at its ideal place, or at one of those that it would rather have; prices say at which start the least is lost.</summary>
        private void Clear(int demand, long cost)
        {
            var (picked, slot) = choice.Below(2) == 0 ? (ideal[demand].Option, ideal[demand].Slot) : RatherHave(demand, cost);
            ref readonly var option = ref table[picked];
            inTheWay.Clear();
            var pool = option.Spread > 0 ? table.SpreadOf(option).Pools[choice.Below(table.SpreadOf(option).Pools.Length)] : option.Pool;
            var (end, wanted) = (slot + option.Touched, 1 + choice.Below(MostCleared));
            Meet(schedule.InPool(pool), slot, end);
            for (var i = 0; i < Math.Min(inTheWay.Count, wanted); i++)
                Lift(inTheWay[i]);
        }

        /// <summary>Notes demands of a pool that hold some of the slots, in any order: of a large pool as many as a few draws find.</summary>
        private void Meet(IReadOnlyList<int> held, int slot, int end)
        {
            var looks = Math.Min(held.Count, MostLookedAt);
            work += looks;
            for (var look = 0; look < looks; look++)
            {
                var other = held[held.Count <= MostLookedAt ? look : choice.Below(held.Count)];
                if (schedule[other].Slot < end && slot < EndOf(other) && (held.Count <= MostLookedAt || !inTheWay.Contains(other)))
                    inTheWay.Add(other);
            }
            choice.Shuffle(CollectionsMarshal.AsSpan(inTheWay));
        }

        private int EndOf(int placed) => schedule[placed].Slot + table[schedule[placed].Option].Touched;

        private (int Option, int Slot) RatherHave(int demand, long cost)
        {
            var (first, end) = (table.FirstOf(demand), table.FirstOf(demand) + 1);
            while (end < table.EndOf(demand) && end - first < OptionsTried && table[end].LeastMicroYuan < cost)
                end++;
            var picked = first + choice.Below(end - first);
            ref readonly var option = ref table[picked];
            if (option.Spread > 0)
                return (picked, SpreadFate.Priced(table, prices, demand, picked, long.MaxValue)?.Slot ?? option.FirstSlot);
            var costs = table.CostRow(demand, picked);
            var (slot, least) = (option.FirstSlot, long.MaxValue);
            for (var t = option.FirstSlot; t <= option.LastSlot; t++)
            {
                if (costs[t - option.FirstSlot] + prices.Charge(option, t) is var charged && charged < least)
                    (slot, least) = (t, charged);
            }
            work += option.LastSlot - option.FirstSlot + 1;
            return (picked, slot);
        }

        private void Lift(int demand)
        {
            lifted.Add(demand);
            before.Add(schedule[demand]);
            schedule.Lift(demand);
        }

        /// <summary>Puts the lifted ones back, each where it is cheapest; undoes everything when that costs as much as before.</summary>
        private bool Recreate()
        {
            // What may still be spent if everybody after this one gets the least that it can cost.
            var left = before.Sum(f => f.CostMicroYuan) - lifted.Sum(LeastOf);
            foreach (var demand in InSomeOrder())
            {
                if (BestFate.Below(table, schedule.Grid, demand, left + LeastOf(demand), ref work) is not { } fate)
                    return Undo();
                left -= fate.CostMicroYuan - LeastOf(demand);
                schedule.Set(demand, fate);
            }
            return !schedule.IsTooRestless || Undo();
        }

        private long LeastOf(int demand) => table.FirstOf(demand) < table.EndOf(demand) ? table[table.FirstOf(demand)].LeastMicroYuan : table.AbsenceOf(demand);

        /// <summary>The picked one first, or the largest first, or any.</summary>
        private int[] InSomeOrder()
        {
            var order = lifted.ToArray();
            switch (choice.Below(3))
            {
                case 0:
                    choice.Shuffle(order.AsSpan(1));
                    break;
                case 1:
                    Array.Sort(order, (a, b) => table.SizeOf(b) != table.SizeOf(a) ? table.SizeOf(b).CompareTo(table.SizeOf(a)) : a.CompareTo(b));
                    break;
                default:
                    choice.Shuffle(order);
                    break;
            }
            return order;
        }

        private bool Undo()
        {
            foreach (var demand in lifted)
                schedule.Lift(demand);
            for (var i = 0; i < lifted.Count; i++)
                schedule.Set(lifted[i], before[i]);
            return false;
        }
    }
}
