namespace Lighthouse.Readiness.Decisions;

/// <summary>A named part of a criterion, such as <c>replay_protection</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Holding">Whether it holds.</param>
/// <param name="Gates">Ids of the evaluated gates it rests on.</param>
/// <param name="Missing">Ids of gates it should rest on that are planned or deferred.</param>
public sealed record CriterionPart(string Name, Holding Holding, IReadOnlyList<string> Gates, IReadOnlyList<string> Missing);

/// <summary>One of the criteria of the decision.</summary>
/// <param name="Name">Its name, such as <c>security_cleared</c>.</param>
/// <param name="Holding">Whether it holds; a criterion that rests on no evaluated gate does not hold.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="Parts">Its named parts, where it has any.</param>
public sealed record DecisionCriterion(string Name, Holding Holding, string Reason, IReadOnlyList<CriterionPart> Parts);
