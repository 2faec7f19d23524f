namespace Lighthouse.Load.ServiceLevels;

/// <summary>A figure was outside its limit beyond its grace.</summary>
/// <param name="Level">The service level.</param>
/// <param name="Begun">The first look that found it outside, without a good one since.</param>
/// <param name="Declared">The look at which the grace was over.</param>
/// <param name="Value">What that look saw.</param>
public sealed record ServiceLevelBreach(ServiceLevel Level, TimeSpan Begun, TimeSpan Declared, double Value);
