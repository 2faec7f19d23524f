using System.Globalization;

namespace Lighthouse.Bridge.Http;

/// <summary>A parameter of a path or query: how it is described and how it is checked.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">string, integer or number.</param>
/// <param name="Least">Least value, or least length of a string.</param>
/// <param name="Most">Greatest value, or greatest length of a string.</param>
internal sealed record Parameter(string Name, string Type, double Least, double Most)
{
    public bool IsRequired { get; init; }

    public bool IsInPath { get; init; }

    public double? Default { get; init; }

    public string Summary { get; init; } = "";

    /// <summary>The value of a text: a string, a long or a double.</summary>
    /// <exception cref="RefusalException">422 when it is none or outside of the limits.</exception>
    public object Read(string text)
    {
        object? value = Type switch
        {
            "string" => text,
            "integer" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null,
            _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null,
        };
        var measure = value switch { string s => s.Length, long l => l, double d => d, _ => double.NaN };
        return measure >= Least && measure <= Most ? value! : throw Wrong();
    }

    private RefusalException Wrong()
    {
        var kind = Type == "string" ? "string of length" : Type;
        var text = string.Create(CultureInfo.InvariantCulture, $"The parameter '{Name}' is not a {kind} from {Least} to {Most}.");
        return new(StatusCodes.Status422UnprocessableEntity, "invalid_parameter", text);
    }
}
