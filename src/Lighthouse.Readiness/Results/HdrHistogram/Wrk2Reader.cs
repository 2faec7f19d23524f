using System.Globalization;
using System.Text.RegularExpressions;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Results.Reading;

namespace Lighthouse.Readiness.Results.HdrHistogram;

/// <summary>Reads what wrk2 prints with <c>--latency</c>: its percentile distribution, in milliseconds from the intended start, its rate, and what failed.</summary>
internal static partial class Wrk2Reader
{
    public static IReadOnlyList<ToolLabel> Read(string text)
    {
        var requests = Requests().Match(text) is { Success: true } all
            ? long.Parse(all.Groups["count"].Value, NumberStyles.None, CultureInfo.InvariantCulture)
            : throw new FormatException("it does not say how many requests there were ('60018 requests in 30.00s')");
        var rate = Rate().Match(text) is { Success: true } line ? Numbers.Of(line.Groups["rate"].Value, "Requests/sec") : throw new FormatException("it has no line 'Requests/sec'");
        // What got no answer is no request of the count.
        var unanswered = SocketErrors().Match(text) is { Success: true } errors
            ? errors.Groups["count"].Captures.Sum(count => long.Parse(count.Value, NumberStyles.None, CultureInfo.InvariantCulture))
            : 0;
        var refused = Refused().Match(text) is { Success: true } bad ? long.Parse(bad.Groups["count"].Value, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        return refused > requests
            ? throw new FormatException($"{refused} refusals of {requests} requests cannot be")
            :
            [
                new ToolLabel(ToolLabel.Total)
                {
                    Latency = PercentileTable.Read(text, Unit.Millisecond),
                    Rate = new ScalarObservation(new Quantity(rate, Unit.PerSecond), requests),
                    Errors = new ProportionObservation(refused + unanswered, requests + unanswered),
                },
            ];
    }

    [GeneratedRegex(@"^\s*(?<count>[0-9]{1,15}) requests in ", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Requests();

    [GeneratedRegex(@"^\s*Requests/sec:\s+(?<rate>[0-9.]{1,20})\s*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Rate();

    [GeneratedRegex(@"^\s*Socket errors: connect (?<count>[0-9]{1,15}), read (?<count>[0-9]{1,15}), write (?<count>[0-9]{1,15}), timeout (?<count>[0-9]{1,15})", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex SocketErrors();

    [GeneratedRegex(@"^\s*Non-2xx or 3xx responses:\s*(?<count>[0-9]{1,15})", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Refused();
}
