namespace Lighthouse.Suites.Resilience;

/// <summary>A request and how it ended.</summary>
/// <param name="Begun">When it began, a timestamp of the stopwatch.</param>
/// <param name="Took">How long it took to its answer, or until it was given up.</param>
/// <param name="IsAnswered">Whether it was acknowledged.</param>
internal readonly record struct TimedRequest(long Begun, TimeSpan Took, bool IsAnswered);
