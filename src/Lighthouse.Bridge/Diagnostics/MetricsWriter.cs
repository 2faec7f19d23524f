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
    public void Line(string name, double value) => _text.Append(name).Append(' ').Append(Number(value)).Append('\n');

    /// <summary>A line of a family with labels of any value.</summary>
    public void Line(string name, double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        _text.Append(name);
        for (var at = 0; at < labels.Length; at++)
            _text.Append(at == 0 ? '{' : ',').Append(labels[at].Name).Append("=\"").Append(Escaped(labels[at].Value)).Append('"');
        if (labels.Length > 0) _text.Append('}');
        _text.Append(' ').Append(Number(value)).Append('\n');
    }

    /// <summary>The lines of one histogram; its family is described before.</summary>
    public void Histogram(string name, Histogram histogram, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        var taken = histogram.Take();
        var bucket = new (string, string)[labels.Length + 1];
        labels.CopyTo(bucket);
        var below = 0L;
        for (var at = 0; at < taken.Counts.Count; at++)
        {
            below += taken.Counts[at];
            bucket[^1] = ("le", at < histogram.Bounds.Count ? Number(histogram.Bounds[at]) : "+Inf");
            Line(name + "_bucket", below, bucket);
        }

        Line(name + "_sum", taken.Sum, labels);
        Line(name + "_count", below, labels);
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString(CultureInfo.InvariantCulture);

    private static string Escaped(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private void One(string name, string type, string help, double value)
    {
        Describe(name, type, help);
        Line(name, value);
    }
}
