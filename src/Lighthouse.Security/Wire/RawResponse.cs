namespace Lighthouse.Security.Wire;

/// <summary>An answer as it came.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Headers">Headers in order.</param>
/// <param name="Body">The body as UTF-8, at most <see cref="RawHttp.LongestBody"/> bytes of it.</param>
public sealed record RawResponse(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, string Body)
{
    /// <summary>True for a status from 200 to 299.</summary>
    public bool IsSuccess => Status is >= 200 and <= 299;

    /// <summary>The first header of a name, in any case; null when there is none.</summary>
    public string? Header(string name) =>
        Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    internal string Beginning(int length) => Body.Length <= length ? Body : Body[..length];
}
