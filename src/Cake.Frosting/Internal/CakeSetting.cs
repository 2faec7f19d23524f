namespace Cake.Frosting.Internal;

/// <summary>A Cake setting that the program asked for.</summary>
internal sealed record CakeSetting(string Key, string Value);
