using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Lighthouse.Bridge.Schemas;

/// <summary>A number, the length of a string in code points, or the count of items or properties stays within a limit.</summary>
internal sealed class LimitAssertion : IAssertion
{
    private const int BytesOfAStep = 32;
    private readonly string _keyword;
    private readonly JsonValueKind _kind;
    private readonly double _limit;
    private readonly decimal? _exactLimit;

    private LimitAssertion(string keyword, JsonValueKind kind, double limit, decimal? exactLimit)
    {
        _keyword = keyword;
        _kind = kind;
        _limit = limit;
        _exactLimit = exactLimit;
    }

    /// <summary>The assertion of a keyword; null when the keyword is no limit.</summary>
    public static LimitAssertion? Parse(string keyword, JsonElement value)
    {
        JsonValueKind? kind = keyword switch
        {
            "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum" => JsonValueKind.Number,
            "minLength" or "maxLength" => JsonValueKind.String,
            "minItems" or "maxItems" => JsonValueKind.Array,
            "minProperties" or "maxProperties" => JsonValueKind.Object,
            _ => null,
        };
        if (kind is null) return null;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var limit) || !double.IsFinite(limit))
            throw new SchemaException($"The schema keyword '{keyword}' needs a number.");
        if (kind != JsonValueKind.Number && (limit < 0 || Math.Floor(limit) != limit))
            throw new SchemaException($"The schema keyword '{keyword}' needs a whole number of at least 0.");
        return new(keyword, kind.Value, limit, value.TryGetDecimal(out var exact) ? exact : null);
    }

    public string? Problem(JsonElement value, string place, Effort effort)
    {
        if (value.ValueKind != _kind) return null;
        if (_kind != JsonValueKind.Number && !effort.Spend(1 + (JsonMarshal.GetRawUtf8Value(value).Length / BytesOfAStep))) return Effort.Problem(place);
        return IsWithin(value) ? null : string.Create(CultureInfo.InvariantCulture, $"{place} does not meet {_keyword} {_limit}");
    }

    private bool IsWithin(JsonElement value)
    {
        var compared = _kind switch
        {
            JsonValueKind.Number => Compare(value),
            JsonValueKind.String => ((double)value.GetString()!.EnumerateRunes().Count()).CompareTo(_limit),
            JsonValueKind.Array => ((double)value.GetArrayLength()).CompareTo(_limit),
            _ => ((double)value.GetPropertyCount()).CompareTo(_limit),
        };
        return _keyword switch
        {
            "exclusiveMinimum" => compared > 0,
            "exclusiveMaximum" => compared < 0,
            _ when _keyword.StartsWith("max", StringComparison.Ordinal) => compared <= 0,
            _ => compared >= 0,
        };
    }

    // Whole numbers beyond 2^53 differ by less than a double can tell; beyond a decimal's range a double can.
    private int Compare(JsonElement value) =>
        _exactLimit is { } limit && value.TryGetDecimal(out var exact) ? exact.CompareTo(limit) : value.GetDouble().CompareTo(_limit);
}
