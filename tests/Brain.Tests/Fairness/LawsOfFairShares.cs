using System.Text.Json;
using ComputeNet.Brain.Fairness;
using CsCheck;

namespace ComputeNet.Brain.Tests.Fairness;

/// <summary>What holds for all shares, searched with random problems.</summary>
public sealed class LawsOfFairShares
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void every_job_fares_as_the_linear_programs_of_max_min_fairness_say() => AnyFairShareProblem.Small.Sample(
        problem =>
        {
            var expected = PlainLevels.Of(problem);
            var shares = FairSharePlanner.Solve(problem);
            for (var job = 0; job < expected.Length; job++)
                shares.Jobs[job].Level.ShouldBe(expected[job] ?? 0, 1e-5);
        },
        iter: 1000);

    [Fact]
    public void nobody_has_more_than_its_time_and_no_supply_gives_more_than_it_has() => Gen.OneOf(AnyFairShareProblem.Small, AnyFairShareProblem.Unlike).Sample(
        problem =>
        {
            var shares = FairSharePlanner.Solve(problem);
            shares.Refused.ShouldBeNull();
            shares.Jobs.Count.ShouldBe(problem.Jobs.Count);
            shares.Jobs.ShouldAllBe(j => j.TimeShares.All(s => s >= 0) && j.TimeShares.Sum() <= 1 + Tolerance);
            for (var supply = 0; supply < problem.Supplies.Count; supply++)
                problem.Jobs.Zip(shares.Jobs, (job, share) => job.Devices * share.TimeShares[supply]).Sum().ShouldBeLessThanOrEqualTo(problem.Supplies[supply].Devices + Tolerance);
        },
        iter: 1000);

    [Fact]
    public void the_worst_level_is_proved_by_prices_that_anybody_can_check() => Gen.OneOf(AnyFairShareProblem.Small, AnyFairShareProblem.Unlike).Sample(
        problem =>
        {
            var shares = FairSharePlanner.Solve(problem);
            if (shares.Level == 0)
                return;
            FairShareBound.Recompute(problem, shares.Certificate).ShouldBe(shares.UpperBound);
            (shares.UpperBound - shares.Level).ShouldBeInRange(-Tolerance * shares.Level, 1e-6 * shares.Level);
        },
        iter: 1000);

    [Fact]
    public void no_prices_prove_less_than_what_is_reached() => Gen.Select(AnyFairShareProblem.Small, Gen.Double[0, 1].Array[4], Gen.Double[0, 1].Array[8]).Sample(
        (problem, prices, counts) =>
        {
            var any = new FairShareCertificate([.. prices.Take(problem.Supplies.Count)], [.. counts.Take(problem.Jobs.Count)]);
            FairShareBound.Recompute(problem, any).ShouldBeGreaterThanOrEqualTo(FairSharePlanner.Solve(problem).Level - Tolerance);
        },
        iter: 500);

    [Fact]
    public void the_order_of_the_jobs_changes_nothing_for_anybody() => Gen.Select(AnyFairShareProblem.Small, Gen.Int[0, 1000]).Sample(
        (problem, turn) =>
        {
            var turned = problem with { Jobs = [.. problem.Jobs.Skip(turn % problem.Jobs.Count), .. problem.Jobs.Take(turn % problem.Jobs.Count)] };
            var (before, after) = (FairSharePlanner.Solve(problem), FairSharePlanner.Solve(turned));
            foreach (var job in before.Jobs)
                JsonSerializer.Serialize(after.Jobs.Single(j => j.Workload == job.Workload)).ShouldBe(JsonSerializer.Serialize(job));
        },
        iter: 300);

    [Fact]
    public void equal_jobs_get_equal_shares() => AnyFairShareProblem.Small.Sample(
        problem =>
        {
            var shares = FairSharePlanner.Solve(problem);
            for (var a = 0; a < problem.Jobs.Count; a++)
            {
                for (var b = 0; b < a; b++)
                {
                    var (one, other) = (problem.Jobs[a], problem.Jobs[b]);
                    if (one.Weight == other.Weight && one.Devices == other.Devices && one.Throughputs.SequenceEqual(other.Throughputs))
                        shares.Jobs[a].TimeShares.ShouldBe(shares.Jobs[b].TimeShares);
                }
            }
        },
        iter: 300);

    [Fact]
    public void twice_the_devices_of_every_model_harm_nobody_at_the_bottom() => AnyFairShareProblem.Small.Sample(
        problem =>
        {
            // Gangs fit wherever there is anything, so that an equal split stays what it was.
            var fitting = problem with { Jobs = [.. problem.Jobs.Select(j => j with { Devices = 1 })] };
            var twice = fitting with { Supplies = [.. fitting.Supplies.Select(s => s with { Devices = 2 * s.Devices })] };
            FairSharePlanner.Solve(twice).Level.ShouldBeGreaterThanOrEqualTo(FairSharePlanner.Solve(fitting).Level - Tolerance);
        },
        iter: 300);
}
