using System.Text.Json;
using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Recording;

namespace Lighthouse.Load.Results;

/// <summary>The JSON of a result file, schema 1.</summary>
internal static class ResultJson
{
    private const int Schema = 1;

    public static void Write(Utf8JsonWriter json, ResultFile file)
    {
        json.WriteStartObject();
        json.WriteNumber("schema", Schema);
        json.WriteString("plan", file.Plan);
        json.WriteString("shard", file.Shard.ToString());
        json.WriteString("started_at", file.StartedAt);
        Write(json, "result", file.Result);
        json.WriteEndObject();
    }

    public static ResultFile Read(JsonElement json)
    {
        if (json.GetProperty("schema").GetInt32() is var schema && schema != Schema)
            throw new FormatException($"LHL3416: the result has schema {schema}; {Schema} is known.");
        return new ResultFile(
            json.GetProperty("plan").GetString()!, Shard.Parse(json.GetProperty("shard").GetString()!),
            json.GetProperty("started_at").GetDateTimeOffset(), Result(json.GetProperty("result"), mayWarmUp: true));
    }

    private static void Write(Utf8JsonWriter json, string name, LoadResult result)
    {
        json.WriteStartObject(name);
        foreach (var (count, value) in Counts(result))
            json.WriteNumber(count, value);
        json.WriteStartObject("failed_by_kind");
        foreach (var (kind, count) in result.FailedByKind)
            json.WriteNumber(kind, count);
        json.WriteEndObject();
        foreach (var (histogram, value) in Histograms(result))
            Write(json, histogram, value);
        json.WriteStartObject("generator_cpu");
        json.WriteNumber("used_ticks", result.GeneratorCpu.Used.Ticks);
        json.WriteNumber("wall_ticks", result.GeneratorCpu.Wall.Ticks);
        json.WriteNumber("cores", result.GeneratorCpu.Cores);
        if (result.GeneratorCpu.BusiestThread is { } busiest)
            json.WriteNumber("busiest_thread", busiest);
        json.WriteEndObject();
        json.WriteStartArray("doubts");
        foreach (var doubt in result.Doubts)
            json.WriteStringValue(doubt);
        json.WriteEndArray();
        if (result.AbortedBy is not null)
            json.WriteString("aborted_by", result.AbortedBy);
        if (result.WarmUp is not null)
            Write(json, "warm_up", result.WarmUp);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, LatencyHistogram histogram)
    {
        json.WriteStartObject(name);
        json.WriteNumber("count", histogram.Count);
        json.WriteNumber("overflow", histogram.Overflow);
        json.WriteNumber("maximum_ticks", histogram.Maximum.Ticks);
        json.WriteNumber("total_ticks", histogram.TotalTicks);
        foreach (var (text, percent) in Percentiles.Reported)
            if (histogram.Count > 0)
                json.WriteNumber(text + "_ms", histogram.Percentile(percent).TotalMilliseconds);
        json.WriteString("hdr", histogram.Encode());
        json.WriteEndObject();
    }

    private static LoadResult Result(JsonElement json, bool mayWarmUp)
    {
        var cpu = json.GetProperty("generator_cpu");
        var result = new LoadResult
        {
            Intended = Count(json, "intended"),
            Started = Count(json, "started"),
            Succeeded = Count(json, "succeeded"),
            Failed = Count(json, "failed"),
            TimedOut = Count(json, "timed_out"),
            Dropped = Count(json, "dropped"),
            Late = Count(json, "late"),
            NotStarted = Count(json, "not_started"),
            FailedByKind = json.GetProperty("failed_by_kind").EnumerateObject().ToDictionary(kind => kind.Name, kind => kind.Value.GetInt64()),
            LatencyFromIntendedStart = Histogram(json.GetProperty("latency_from_intended_start")),
            LatencyOfSuccesses = Histogram(json.GetProperty("latency_of_successes")),
            ServiceTime = Histogram(json.GetProperty("service_time")),
            StartDelay = Histogram(json.GetProperty("start_delay")),
            SchedulingDelay = Histogram(json.GetProperty("scheduling_delay")),
            GeneratorCpu = new GeneratorCpu(new TimeSpan(Count(cpu, "used_ticks")), new TimeSpan(Count(cpu, "wall_ticks")), cpu.GetProperty("cores").GetInt32())
            {
                BusiestThread = cpu.TryGetProperty("busiest_thread", out var busiest) ? busiest.GetDouble() : null,
            },
            Doubts = [.. json.GetProperty("doubts").EnumerateArray().Select(doubt => doubt.GetString()!)],
            AbortedBy = json.TryGetProperty("aborted_by", out var aborted) ? aborted.GetString() : null,
            WarmUp = mayWarmUp && json.TryGetProperty("warm_up", out var warmUp) ? Result(warmUp, mayWarmUp: false) : null,
        };
        return AddsUp(result) ? result : throw new FormatException("LHL3417: the counts of the result contradict one another.");
    }

    private static bool AddsUp(LoadResult result) =>
        (Int128)result.Intended == (Int128)result.Started + result.Dropped + result.NotStarted
        && (Int128)result.Started == (Int128)result.Succeeded + result.Failed + result.TimedOut
        && result.FailedByKind.Values.Aggregate((Int128)0, (sum, count) => sum + count) == result.Failed
        && result.LatencyOfSuccesses.Count == result.Succeeded
        && result.ServiceTime.Count == result.Started
        && result.LatencyFromIntendedStart.Count <= result.Intended;

    private static LatencyHistogram Histogram(JsonElement json)
    {
        var histogram = LatencyHistogram.Decode(json.GetProperty("hdr").GetString()!);
        histogram.Restore(new TimeSpan(Count(json, "maximum_ticks")), Count(json, "total_ticks"), Count(json, "overflow"));
        return histogram.Count == Count(json, "count") ? histogram : throw new FormatException("LHL3418: a histogram holds another count than it says.");
    }

    private static long Count(JsonElement json, string name) =>
        json.GetProperty(name).GetInt64() is var count and >= 0 ? count : throw new FormatException($"LHL3419: '{name}' is below 0.");

    private static (string, long)[] Counts(LoadResult result) =>
    [
        ("intended", result.Intended), ("started", result.Started), ("succeeded", result.Succeeded), ("failed", result.Failed),
        ("timed_out", result.TimedOut), ("dropped", result.Dropped), ("late", result.Late), ("not_started", result.NotStarted),
    ];

    private static (string, LatencyHistogram)[] Histograms(LoadResult result) =>
    [
        ("latency_from_intended_start", result.LatencyFromIntendedStart), ("latency_of_successes", result.LatencyOfSuccesses),
        ("service_time", result.ServiceTime), ("start_delay", result.StartDelay), ("scheduling_delay", result.SchedulingDelay),
    ];
}
