namespace Lighthouse.Readiness.Evidence.Lines;

/// <summary>A line is a well-formed record of something that cannot be.</summary>
internal sealed class ImpossibleValueException(string message) : Exception(message);
