namespace Lighthouse.Security.Wire;

/// <summary>No answer came, or none that is HTTP.</summary>
/// <param name="message">What happened.</param>
/// <param name="inner">The cause.</param>
public sealed class WireException(string message, Exception? inner = null) : Exception(message, inner);
