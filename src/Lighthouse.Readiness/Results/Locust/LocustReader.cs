using System.Globalization;
using Lighthouse.Readiness.Estimation;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Results.Reading;

namespace Lighthouse.Readiness.Results.Locust;

/// <summary>
/// Reads Locust's CSV: the statistics, or their history, of which the last row of each name tells how many there were. Labels are
/// <c>GET /path</c>; the row <c>Aggregated</c> is the total. Failed requests are in its latencies.
/// </summary>
internal static class LocustReader
{
    // It keeps response times rounded: to a millisecond, from 100 ms to ten, from 1 s to a hundred.
    private const double Rounding = 0.05;
    private const double Milliseconds = 0.5;

    public static IReadOnlyList<ToolLabel> Read(string text)
    {
        var table = CsvTable.Read(text);
        return table.Has("Timestamp") ? History(table) : [.. table.Rows.Select(row => Statistics(table, row))];
    }

    private static ToolLabel Statistics(CsvTable table, string[] row)
    {
        var (requests, failures) = (table.Count(row, "Request Count"), table.Count(row, "Failure Count"));
        return new ToolLabel(LabelOf(table, row))
        {
            Summary = requests == 0 ? null : Summaries.Checked(new PercentileSummary(Unit.Millisecond, requests, Points(table, row))
            {
                Mean = table.Number(row, "Average Response Time"), RelativeError = Rounding, AbsoluteError = Milliseconds,
            }),
            Errors = Proportion(failures, requests),
            Rate = new ScalarObservation(new Quantity(table.Number(row, "Requests/s"), Unit.PerSecond), requests),
        };
    }

    private static List<ToolLabel> History(CsvTable table) =>
    [
        .. table.Rows.GroupBy(row => LabelOf(table, row)).Select(same =>
        {
            var (first, last) = (same.First(), same.Last());
            var seconds = table.Number(last, "Timestamp") - table.Number(first, "Timestamp");
            var (before, all) = (table.Count(first, "Total Request Count"), table.Count(last, "Total Request Count"));
            return new ToolLabel(same.Key)
            {
                Errors = Proportion(table.Count(last, "Total Failure Count"), all),
                Rate = seconds > 0 && all >= before ? new ScalarObservation(new Quantity((all - before) / seconds, Unit.PerSecond), all - before) : null,
            };
        }),
    ];

    private static ProportionObservation Proportion(long failures, long requests) =>
        failures <= requests ? new ProportionObservation(failures, requests) : throw new FormatException($"{failures} failures of {requests} requests cannot be");

    private static string LabelOf(CsvTable table, string[] row)
    {
        var (type, name) = (table.Text(row, "Type"), table.Text(row, "Name"));
        return name == "Aggregated" && type.Length == 0 ? ToolLabel.Total : $"{type} {name}".Trim();
    }

    // The columns are named 50%, 99.9% and so on; which there are is configurable.
    private static List<(double, double)> Points(CsvTable table, string[] row) =>
    [
        (0, Math.Floor(table.Number(row, "Min Response Time"))),
        .. table.Columns.Where(column => column.EndsWith('%') && column != "100%" && table.Text(row, column) != "N/A")
            .Select(column => (double.Parse(column.AsSpan(..^1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture), table.Number(row, column))),
        (100, Math.Max(table.Number(row, "Max Response Time"), table.Has("100%") && table.Text(row, "100%") != "N/A" ? table.Number(row, "100%") : 0)),
    ];
}
