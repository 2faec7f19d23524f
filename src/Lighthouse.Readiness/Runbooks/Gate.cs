namespace Lighthouse.Readiness.Runbooks;

/// <summary>A named condition of the release: criteria that must all hold.</summary>
/// <param name="Id">Stable id, such as <c>elicitation-latency</c>; lower-case words joined by <c>-</c>.</param>
/// <param name="Day">Name of the day it belongs to.</param>
/// <param name="Title">One sentence: what holds when it passes.</param>
/// <param name="Severity">How bad a miss is.</param>
/// <param name="Owner">The role that mends a miss.</param>
/// <param name="Remedy">Where to look first when it is missed.</param>
/// <param name="Sizes">Per profile in which it is evaluated, the named sizes of the measurement; a profile that is absent defers the gate.</param>
/// <param name="Criteria">At least one.</param>
/// <param name="Location">Where it stands.</param>
public sealed record Gate(
    string Id, string Day, string Title, Severity Severity, string Owner, string Remedy,
    IReadOnlyDictionary<Profile, GateSizes> Sizes, IReadOnlyList<Criterion> Criteria, SourceLocation Location)
{
    /// <summary>What is watched while a load runs; none for most gates.</summary>
    public IReadOnlyList<ServiceLevel> Levels { get; init; } = [];

    /// <summary>Metrics that other tools measure, and where their results lie; empty when the day's suite measures all of them.</summary>
    public IReadOnlyList<ResultSource> Sources { get; init; } = [];

    /// <summary>Whether the profile measures this gate.</summary>
    public bool IsEvaluatedIn(Profile profile) => Sizes.ContainsKey(profile);

    /// <summary>The smallest profile above <paramref name="profile"/> that measures this gate; null when none does.</summary>
    public Profile? DeferredTo(Profile profile) =>
        Enum.GetValues<Profile>().Where(larger => larger > profile && IsEvaluatedIn(larger)).Cast<Profile?>().FirstOrDefault();
}
