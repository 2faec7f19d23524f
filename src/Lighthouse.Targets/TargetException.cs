namespace Lighthouse.Targets;

/// <summary>The system under test could not be started, reached or stopped.</summary>
public sealed class TargetException(string message, Exception? inner = null) : Exception(message, inner);
