using System.Globalization;
using System.Text;

namespace Lighthouse.Bridge.Diagnostics;

/// <summary>Writes Prometheus text.</summary>
internal sealed class MetricsWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>A figure that only rises.</summary>
    public void Counter(string name, string help, double value) => One(name, "counter", help, value);

    /// <summary>A figure that goes up and down.</summary>
    public void Gauge(string name, string help, double value) => One(name, "gauge", help, value);

    /// <summary>Begins a family of several lines.</summary>
    public void Describe(string name, string type, string help) =>
        _text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    /// <summary>A line of a family; labels come from closed sets and need no escape.</summary>
    public void Line(string name, double value) => _text.Append(name).Append(' ').Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private void One(string name, string type, string help, double value)
    {
        Describe(name, type, help);
        Line(name, value);
    }
}
