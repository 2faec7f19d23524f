namespace Lighthouse.Suites.Resilience.Byzantine;

/// <summary>An honest agent was not served as it should be.</summary>
internal sealed class NotServedException(string message) : Exception(message);
