namespace Lighthouse.Load.Protocols.Http;

/// <summary>A response that came whole.</summary>
/// <param name="Status">Its status code.</param>
/// <param name="BodyBytes">The length of its body.</param>
/// <param name="Body">The body where it was asked for; empty otherwise.</param>
public readonly record struct HttpAnswer(int Status, long BodyBytes, ReadOnlyMemory<byte> Body);
