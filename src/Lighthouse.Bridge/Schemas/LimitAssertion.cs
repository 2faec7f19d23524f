using System.Globalization;
using System.Text.Json;

namespace Lighthouse.Bridge.Schemas;

/// <summary>A number, the length of a string in code points, or the length of an array stays within a limit.</summary>
internal sealed class LimitAssertion : IAssertion
{
    private readonly string _keyword;
    private readonly JsonValueKind _kind;
    private readonly double _limit;

    private LimitAssertion(string keyword, JsonValueKind kind, double limit)
    {
        _keyword = keyword;
        _kind = kind;
        _limit = limit;
    }

    /// <summary>The assertion of a keyword; null when the keyword is no limit.</summary>
    public static LimitAssertion? Parse(string keyword, JsonElement value)
    {
        JsonValueKind? kind = keyword switch
        {
            "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum" => JsonValueKind.Number,
            "minLength" or "maxLength" => JsonValueKind.String,
            "minItems" or "maxItems" => JsonValueKind.Array,
            _ => null,
        };
        if (kind is null) return null;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var limit) || !double.IsFinite(limit))
            throw new SchemaException($"The schema keyword '{keyword}' needs a number.");
        return new(keyword, kind.Value, limit);
    }

    public string? Problem(JsonElement value, string place)
    {
        if (value.ValueKind != _kind) return null;
        var measured = _kind switch
        {
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.String => value.GetString()!.EnumerateRunes().Count(),
            _ => value.GetArrayLength(),
        };
        return IsWithin(measured) ? null : string.Create(CultureInfo.InvariantCulture, $"{place} does not meet {_keyword} {_limit}");
    }

    private bool IsWithin(double measured) => _keyword switch
    {
        "exclusiveMinimum" => measured > _limit,
        "exclusiveMaximum" => measured < _limit,
        "maximum" or "maxLength" or "maxItems" => measured <= _limit,
        _ => measured >= _limit,
    };
}
