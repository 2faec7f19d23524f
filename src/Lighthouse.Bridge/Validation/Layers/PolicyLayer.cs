using Lighthouse.Bridge.Validation.Policies;

namespace Lighthouse.Bridge.Validation.Layers;

/// <summary>
/// Applies the rules: what one rule refuses stays refused, whatever others approve. Severest first: blocked, escalate, uncertain; within
/// one of them the first rule of the file. Approved is only what is understood as a whole and covered action by action.
/// </summary>
internal sealed class PolicyLayer : IValidationLayer
{
    private static readonly Decision[] Refusing = [Decision.Blocked, Decision.Escalate, Decision.Uncertain];

    public ValidationLayer Layer => ValidationLayer.Policy;

    public ValueTask<Verdict?> DecideAsync(ValidationCase given, CancellationToken cancellation) => ValueTask.FromResult<Verdict?>(Decide(given));

    private static Verdict Decide(ValidationCase given)
    {
        var isVague = false;
        foreach (var decision in Refusing)
        {
            foreach (var rule in given.Policy.Rules)
            {
                if (rule.Decision != decision) continue;
                var fit = FitOf(rule, given);
                if (fit == Fit.Yes) return Of(rule);
                isVague |= fit == Fit.Perhaps;
            }
        }

        if (isVague) return Undecided(Decision.Uncertain, "A wildcard could stand for what a rule refuses.");
        if (given.Understood.Doubts.Count > 0)
            return Undecided(given.Policy.NotUnderstood, $"It is not understood: it has {string.Join(", ", given.Understood.Doubts.Take(5))}.");
        return Approval(given) is { } approval ? Of(approval) : Undecided(given.Policy.Otherwise, "No rule of the policy decides this.");
    }

    private static Fit FitOf(PolicyRule rule, ValidationCase given)
    {
        var best = Fit.No;
        foreach (var action in given.Understood.Actions)
        {
            var fit = rule.Match.Refuses(action, given.Request);
            if (fit == Fit.Yes) return fit;
            if (fit > best) best = fit;
        }

        return best;
    }

    /// <summary>A rule that approves the riskiest of the actions; null when an action is approved by none.</summary>
    private static PolicyRule? Approval(ValidationCase given)
    {
        PolicyRule? riskiest = null;
        foreach (var action in given.Understood.Actions)
        {
            if (action.IsOnlyPossible) continue;
            var rule = given.Policy.Rules.FirstOrDefault(rule => rule.Decision == Decision.Approved && rule.Match.Approves(action, given.Request));
            if (rule is null) return null;
            if (riskiest is null || rule.Risk > riskiest.Risk || (rule.Risk == riskiest.Risk && rule.Confidence < riskiest.Confidence)) riskiest = rule;
        }

        return riskiest;
    }

    private static Verdict Of(PolicyRule rule) =>
        new(rule.Decision, ValidationLayer.Policy, rule.Reasoning) { Confidence = rule.Confidence, Risk = rule.Risk, RuleId = rule.Id };

    private static Verdict Undecided(Decision decision, string reasoning) =>
        new(decision, ValidationLayer.Policy, reasoning) { Confidence = Confidence.Unknown, Risk = Risk.Medium };
}
