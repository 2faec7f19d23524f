namespace Cake.Docker;

/// <summary>Options of a command that has none here.</summary>
public sealed class EmptySettings : AutoToolSettings;
