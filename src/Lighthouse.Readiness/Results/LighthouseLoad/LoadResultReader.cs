using System.Text.Json;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Results.HdrHistogram;
using Lighthouse.Readiness.Results.Reading;

namespace Lighthouse.Readiness.Results.LighthouseLoad;

/// <summary>Reads what <c>lighthouse load</c> wrote: the whole of a plan, run at once or merged. A part of one is no result.</summary>
internal static class LoadResultReader
{
    private const int Schema = 1;
    private const string WholePlan = "1/1";
    private const double UnitsOfAMillisecond = 10_000;

    public static IReadOnlyList<ToolLabel> Read(string text)
    {
        using var document = JsonDocument.Parse(text, JsonParts.Limits);
        var file = document.RootElement;
        if (file.Count("schema") != Schema)
            throw new FormatException($"its schema is not {Schema}");
        if (file.Text("shard") is not WholePlan and var shard)
            throw new FormatException($"it is part '{Numbers.Short(shard ?? "")}' of a plan; merge all parts with 'lighthouse load merge'");
        return [Total(file.Part("result"))];
    }

    private static ToolLabel Total(JsonElement result)
    {
        var (intended, started, succeeded) = (Needed(result, "intended"), Needed(result, "started"), Needed(result, "succeeded"));
        if (intended != started + Needed(result, "dropped") + Needed(result, "not_started") || started != succeeded + Needed(result, "failed") + Needed(result, "timed_out"))
            throw new FormatException("its counts contradict one another");
        var latency = Latency(result.Part("latency_from_intended_start"));
        return latency.Count <= intended
            ? new ToolLabel(ToolLabel.Total)
            {
                Latency = latency,
                // What was not sent got no answer either.
                Errors = new ProportionObservation(intended - succeeded, intended),
                Doubts = [.. Doubts(result)],
            }
            : throw new FormatException($"it holds {latency.Count} latencies of {intended} iterations");
    }

    private static Distribution Latency(JsonElement histogram)
    {
        if (Needed(histogram, "overflow") > 0)
            throw new FormatException("it counts times of more than an hour, which it does not hold");
        var buckets = EncodedHistogram.Decode(histogram.Text("hdr") ?? throw new FormatException("it has no histogram of latencies"));
        var latency = new Distribution(Unit.Millisecond, buckets.Select(bucket => new Bucket(bucket.Edge / UnitsOfAMillisecond, bucket.Count)));
        return latency.Count == Needed(histogram, "count") ? latency : throw new FormatException("its histogram holds another count than it says");
    }

    private static IEnumerable<string> Doubts(JsonElement result)
    {
        foreach (var doubt in result.Part("doubts") is { ValueKind: JsonValueKind.Array } doubts ? doubts.EnumerateArray() : throw new FormatException("it does not say what is in doubt"))
            yield return doubt.GetString() is { Length: > 0 } said ? said : throw new FormatException("it has an empty doubt");
        if (result.Text("aborted_by") is { } threshold)
            yield return $"The run was ended early: {threshold}.";
    }

    private static long Needed(JsonElement part, string name) => part.Count(name) ?? throw new FormatException($"it has no '{name}'");
}
