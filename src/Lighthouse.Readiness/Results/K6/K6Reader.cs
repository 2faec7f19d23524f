using Lighthouse.Readiness.Results.Reading;

namespace Lighthouse.Readiness.Results.K6;

/// <summary>
/// Reads what k6 writes: the summary as JSON, or its JSON output with a line for each sample. <c>total</c> is all HTTP requests together;
/// other labels are the names of metrics (and of requests, in the JSON output).
/// </summary>
internal static class K6Reader
{
    public const string Duration = "http_req_duration";
    public const string Failed = "http_req_failed";
    public const string Requests = "http_reqs";

    public static IReadOnlyList<ToolLabel> Read(string text)
    {
        var first = text.AsSpan().TrimStart();
        if (first.IsEmpty || first[0] != '{')
            throw new FormatException("neither a summary nor JSON output begins so");
        // A line of the JSON output is a whole object; a summary is one object over all lines, or has no 'type'.
        var end = first.IndexOf('\n');
        var line = end < 0 ? first : first[..end];
        return line.Contains("\"type\":", StringComparison.Ordinal) && line.TrimEnd().EndsWith("}", StringComparison.Ordinal) && line.Contains("\"metric\":", StringComparison.Ordinal)
            ? K6Samples.Read(text)
            : K6Summary.Read(text);
    }
}
