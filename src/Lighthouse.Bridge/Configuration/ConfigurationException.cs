namespace Lighthouse.Bridge.Configuration;

/// <summary>The bridge cannot run with this configuration. The message names keys, never values.</summary>
internal sealed class ConfigurationException(string message) : Exception(message);
