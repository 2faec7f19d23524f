using Microsoft.AspNetCore.WebUtilities;

namespace Lighthouse.Bridge.Http;

/// <summary>
/// Finds values in a query as it was sent. The framework's own reader keeps what it has read for as long as the request is held, which with
/// thousands of long polls is much of what each of them costs.
/// </summary>
internal static class QueryText
{
    /// <summary>How often a name is given, and the first value; names are compared without regard to case.</summary>
    public static (int Count, string Value) Find(QueryString query, string name)
    {
        var (count, value) = (0, "");
        foreach (var pair in new QueryStringEnumerable(query.Value))
        {
            if (!pair.DecodeName().Span.Equals(name, StringComparison.OrdinalIgnoreCase)) continue;
            if (count++ == 0) value = pair.DecodeValue().ToString();
        }

        return (count, value);
    }
}
