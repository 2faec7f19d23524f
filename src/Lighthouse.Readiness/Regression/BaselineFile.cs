using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lighthouse.Readiness.Environments;
using Lighthouse.Readiness.Estimation;
using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Regression;

/// <summary>Baselines as files, one for each gate and machine class: <c>no-regression.amd-epyc-2-cores-32-gb-linux-6-18-x64.json</c>.</summary>
public static class BaselineFile
{
    private const int Version = 1;
    private const int Largest = 1 << 20;
    private const int MostMetrics = 1000;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerOptions.Strict)
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>Where the baseline of a gate lies for machines of a class.</summary>
    public static string PathOf(string folder, string gate, MachineClass machine) => Path.Combine(folder, $"{gate}.{machine.Id}.json");

    /// <summary>Reads a baseline; null when there is none for this class of machines.</summary>
    /// <exception cref="BaselineException">There is one that makes no sense, or is of another gate or class than its name says.</exception>
    public static Baseline? Read(string folder, string gate, MachineClass machine)
    {
        var path = PathOf(folder, gate, machine);
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
                return null;
            if (file.LinkTarget is not null || file.Length > Largest)
                throw new JsonException($"it is a link or larger than {Largest:#,##0} bytes");
            var bytes = File.ReadAllBytes(path);
            var baseline = (JsonSerializer.Deserialize<Content>(bytes, Format) ?? throw new JsonException("it is null")).ToBaseline();
            if (baseline.Gate != gate || baseline.Machine != machine)
                throw new JsonException($"it is of gate '{baseline.Gate}' and of {baseline.Machine}");
            return baseline with { Digest = Convert.ToHexStringLower(SHA256.HashData(bytes)) };
        }
        catch (Exception problem) when (problem is JsonException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new BaselineException($"LH3804: the baseline '{Path.GetFileName(path)}' cannot be read: {problem.Message}. Record it again.", problem);
        }
    }

    /// <summary>Writes a baseline in place of an older one of its gate and class.</summary>
    /// <returns>The file.</returns>
    /// <exception cref="BaselineException">It could not be written.</exception>
    public static string Write(string folder, Baseline baseline)
    {
        var path = PathOf(folder, baseline.Gate, baseline.Machine);
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(path + ".new", [.. JsonSerializer.SerializeToUtf8Bytes(Content.Of(baseline), Format), (byte)'\n']);
            File.Move(path + ".new", path, overwrite: true);
            return path;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new BaselineException($"LH3805: the baseline '{path}' cannot be written: {problem.Message}", problem);
        }
    }

    private sealed record Content(
        [property: JsonRequired] int SchemaVersion, [property: JsonRequired] string Gate, [property: JsonRequired] Machine Machine,
        [property: JsonRequired] string Commit, [property: JsonRequired] string RunId, [property: JsonRequired] DateTimeOffset RecordedAt,
        [property: JsonRequired] IReadOnlyDictionary<string, string> Conditions, [property: JsonRequired] IReadOnlyList<Figure> Metrics)
    {
        public static Content Of(Baseline one) => new(
            Version, one.Gate, new Machine(one.Machine.Processor, one.Machine.Cores, one.Machine.Memory, one.Machine.System), one.Commit, one.RunId, one.RecordedAt,
            one.Conditions, [.. one.Metrics.Select(metric => new Figure(metric.Metric, metric.Unit.Symbol, metric.Runs))]);

        public Baseline ToBaseline()
        {
            if (SchemaVersion != Version)
                throw new JsonException($"it has schema version {SchemaVersion}; {Version} is known");
            if (Metrics.Count is 0 or > MostMetrics || Metrics.DistinctBy(metric => metric.Metric).Count() != Metrics.Count)
                throw new JsonException($"it has {Metrics.Count} metrics; allowed are 1 to {MostMetrics}, each once");
            return new Baseline(
                Gate, new MachineClass(Machine.Processor, Machine.Cores, Machine.Memory, Machine.System), Commit, RunId, RecordedAt, Conditions,
                [.. Metrics.Select(metric => metric.ToRuns())]);
        }
    }

    private sealed record Machine(
        [property: JsonRequired] string Processor, [property: JsonRequired] int Cores, [property: JsonRequired] string Memory, [property: JsonRequired] string System);

    private sealed record Figure([property: JsonRequired] string Metric, [property: JsonRequired] string Unit, [property: JsonRequired] IReadOnlyList<double> Runs)
    {
        public MetricRuns ToRuns()
        {
            if (!Quantities.Unit.TryParse(Unit, out var unit) || !MetricRuns.CanBeCompared(unit.Dimension))
                throw new JsonException($"'{Metric}' has the unit '{Unit}'; a unit of time or of a rate is allowed");
            return Runs.Count is >= 1 and <= RunRatio.MostRuns && Runs.All(run => double.IsFinite(run) && run > 0)
                ? new MetricRuns(Metric, unit, Runs)
                : throw new JsonException($"'{Metric}' needs 1 to {RunRatio.MostRuns} numbers above zero");
        }
    }
}

/// <summary>A baseline cannot be read or written.</summary>
/// <param name="message">What happened, with its code.</param>
/// <param name="inner">The cause.</param>
public sealed class BaselineException(string message, Exception? inner = null) : Exception(message, inner);
