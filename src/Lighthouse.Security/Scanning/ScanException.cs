namespace Lighthouse.Security.Scanning;

/// <summary>Something could not be scanned. Its message becomes a doubt, never "nothing found".</summary>
/// <param name="message">What and why, with a code.</param>
internal sealed class ScanException(string message) : Exception(message);
