using System.Text.Json;

namespace Lighthouse.Bridge.Collaboration;

/// <summary>A value that a participant shares.</summary>
/// <param name="SessionId">The collaboration.</param>
/// <param name="Key">Its name; an earlier value of that name is replaced.</param>
/// <param name="Value">The value; null takes the name away.</param>
/// <param name="ExpectedVersion">The context's version that it rests on; null when that does not matter.</param>
public sealed record SharedValue(string SessionId, string Key, JsonElement? Value, long? ExpectedVersion);
