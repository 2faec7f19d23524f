using Lighthouse.Pipeline.Proofs;

namespace Lighthouse.Pipeline.Tests.Proofs;

public sealed class ProofPlanTests
{
    private static readonly string[] Larger = ["gate-2", "gate-5"];
    private static readonly IReadOnlyList<Defect> Defects =
        [.. Enumerable.Range(0, 40).Select(number => new Defect($"defect-{number}", $"gate-{number % 7}", "wrong"))];

    [Fact]
    public void Without_a_limit_all_are_needed_in_the_order_they_were_given()
    {
        var plan = ProofPlan.Of(Defects, IsMeasured, time: null, seed: 1);

        Assert.Equal(Defects, plan.Needed);
        Assert.Empty(plan.WhileThereIsTime);
    }

    [Fact]
    public void With_a_limit_one_of_every_gate_of_the_profile_is_needed_and_none_is_lost_or_tried_twice()
    {
        foreach (var seed in Enumerable.Range(0, 200))
        {
            var plan = Timed(seed);

            Assert.Equal(Defects.Select(defect => defect.CaughtBy).Distinct().Except(Larger).Order(), plan.Needed.Select(defect => defect.CaughtBy).Order());
            Assert.Equal(Defects.OrderBy(defect => defect.Name), plan.Needed.Concat(plan.WhileThereIsTime).OrderBy(defect => defect.Name));
        }
    }

    [Fact]
    public void One_of_every_gate_of_a_larger_profile_comes_before_a_second_of_any()
    {
        foreach (var seed in Enumerable.Range(0, 200))
            Assert.Equal(Larger, Timed(seed).WhileThereIsTime.Take(Larger.Length).Select(defect => defect.CaughtBy).Order());
    }

    [Fact]
    public void The_seed_draws_which_and_the_same_seed_the_same()
    {
        Assert.Equal(Drawn(5), Drawn(5));
        var plans = Enumerable.Range(0, 200).Select(Timed).ToList();
        var first = plans.SelectMany(plan => plan.Needed.Concat(plan.WhileThereIsTime.Take(Larger.Length))).ToHashSet();
        Assert.Equal(Defects.Count, first.Count);
        Assert.Equal(Larger, plans.Select(plan => plan.WhileThereIsTime[0].CaughtBy).Distinct().Order());
    }

    private static bool IsMeasured(string gate) => !Larger.Contains(gate);

    private static ProofPlan Timed(int seed) => ProofPlan.Of(Defects, IsMeasured, TimeSpan.Zero, seed);

    private static List<Defect> Drawn(int seed) => Timed(seed) is var plan ? [.. plan.Needed, .. plan.WhileThereIsTime] : [];
}
