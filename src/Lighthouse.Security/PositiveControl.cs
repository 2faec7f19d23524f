namespace Lighthouse.Security;

/// <summary>A legitimate request that has to work, so that a refusal of the forged ones means something.</summary>
/// <param name="Name">What was asked.</param>
/// <param name="Succeeded">Whether it worked.</param>
/// <param name="Detail">What came back, or why it did not work.</param>
public sealed record PositiveControl(string Name, bool Succeeded, string Detail);
