namespace Lighthouse.Targets;

/// <summary>The system under test could not be started, reached or stopped.</summary>
public class TargetException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Another process answers on the port that was meant for the target.</summary>
public sealed class PortTakenException(string message) : TargetException(message);
