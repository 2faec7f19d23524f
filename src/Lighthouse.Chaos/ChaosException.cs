namespace Lighthouse.Chaos;

/// <summary>A fault that was refused or did not work.</summary>
/// <param name="message">What happened and what is allowed.</param>
/// <param name="inner">The cause.</param>
public sealed class ChaosException(string message, Exception? inner = null) : Exception(message, inner);
