namespace Lighthouse.Bridge.Schemas;

/// <summary>A JSON schema uses something that is not supported or contradicts itself.</summary>
internal sealed class SchemaException(string message) : Exception(message);
