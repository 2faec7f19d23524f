namespace Lighthouse.Suites.Resilience.Byzantine;

/// <summary>An honest agent was not served; it has been counted.</summary>
internal sealed class NotServedException(string message) : Exception(message);
