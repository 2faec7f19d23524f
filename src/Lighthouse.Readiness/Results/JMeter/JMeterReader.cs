using System.Xml;
using Lighthouse.Readiness.Results.Reading;

namespace Lighthouse.Readiness.Results.JMeter;

/// <summary>
/// Reads a JTL file, as CSV with a header or as XML: a row for each sample, so that every latency is known. Transactions, which sum up
/// samples that are there as well, have their label and are not in the total.
/// </summary>
internal static class JMeterReader
{
    private const string Transaction = "Number of samples in transaction";

    public static IReadOnlyList<ToolLabel> Read(string text)
    {
        var samples = new LatencyCollector();
        if (text.TrimStart().StartsWith('<'))
            ReadXml(text, samples);
        else
            ReadCsv(text, samples);
        return [.. samples.Labels];
    }

    private static void ReadCsv(string text, LatencyCollector samples)
    {
        var table = CsvTable.Read(text);
        if (!table.Has("elapsed") || !table.Has("timeStamp"))
            throw new FormatException("it has no header with timeStamp and elapsed; let JMeter write it (jmeter.save.saveservice.print_field_names=true)");
        foreach (var row in table.Rows)
        {
            var isTransaction = table.Has("responseMessage") && table.Text(row, "responseMessage").StartsWith(Transaction, StringComparison.Ordinal);
            Add(samples, table.Text(row, "label"), table.Number(row, "elapsed"), table.Text(row, "success"), table.Number(row, "timeStamp"), isTransaction);
        }
    }

    private static void ReadXml(string text, LatencyCollector samples)
    {
        using var reader = XmlReader.Create(new StringReader(text), XmlParts.Settings());
        if (reader.MoveToContent() != XmlNodeType.Element || reader.LocalName != "testResults")
            throw new FormatException("its root is no testResults");
        while (reader.Read())
        {
            // Samples below a sample are parts of it.
            if (reader.NodeType != XmlNodeType.Element || reader.Depth != 1 || reader.LocalName is not ("sample" or "httpSample"))
                continue;
            Add(
                samples, reader.GetAttribute("lb") ?? throw new FormatException("a sample has no label"), Numbers.Of(reader.GetAttribute("t") ?? "", "t"),
                reader.GetAttribute("s") ?? "", Numbers.Of(reader.GetAttribute("ts") ?? "", "ts"),
                reader.GetAttribute("rm")?.StartsWith(Transaction, StringComparison.Ordinal) == true);
        }
    }

    private static void Add(LatencyCollector samples, string label, double elapsed, string success, double at, bool isTransaction)
    {
        var failed = success switch
        {
            "true" => false,
            "false" => true,
            _ => throw new FormatException($"'{Numbers.Short(success)}' as success of '{Numbers.Short(label)}' is neither true nor false"),
        };
        if (label != ToolLabel.Total)
            samples.Add(label, elapsed, failed, at);
        if (!isTransaction)
            samples.Add(ToolLabel.Total, elapsed, failed, at);
    }
}
