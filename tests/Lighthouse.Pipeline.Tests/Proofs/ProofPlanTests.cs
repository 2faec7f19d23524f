using Lighthouse.Pipeline.Proofs;

namespace Lighthouse.Pipeline.Tests.Proofs;

public sealed class ProofPlanTests
{
    private static readonly IReadOnlyList<Defect> Defects =
        [.. Enumerable.Range(0, 40).Select(number => new Defect($"defect-{number}", $"gate-{number % 7}", "wrong"))];

    [Fact]
    public void Without_a_limit_all_are_needed_in_the_order_they_were_given()
    {
        var plan = ProofPlan.Of(Defects, time: null, seed: 1);

        Assert.Equal(Defects, plan.Needed);
        Assert.Empty(plan.WhileThereIsTime);
    }

    [Fact]
    public void With_a_limit_one_of_every_gate_is_needed_and_none_is_lost_or_tried_twice()
    {
        foreach (var seed in Enumerable.Range(0, 200))
        {
            var plan = ProofPlan.Of(Defects, TimeSpan.Zero, seed);

            Assert.Equal(Defects.Select(defect => defect.CaughtBy).Distinct().Order(), plan.Needed.Select(defect => defect.CaughtBy).Order());
            Assert.Equal(Defects.OrderBy(defect => defect.Name), plan.Needed.Concat(plan.WhileThereIsTime).OrderBy(defect => defect.Name));
        }
    }

    [Fact]
    public void The_seed_draws_which_and_the_same_seed_the_same()
    {
        Assert.Equal(Drawn(5), Drawn(5));
        var everDrawn = Enumerable.Range(0, 200).SelectMany(seed => ProofPlan.Of(Defects, TimeSpan.Zero, seed).Needed).ToHashSet();
        Assert.Equal(Defects.Count, everDrawn.Count);
    }

    private static List<Defect> Drawn(int seed) => ProofPlan.Of(Defects, TimeSpan.Zero, seed) is var plan ? [.. plan.Needed, .. plan.WhileThereIsTime] : [];
}
