using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lighthouse.Readiness.Evidence.Lines;

/// <summary>One line of what a suite in another language reports: a measurement (with <see cref="Metric"/>) or the end of a test.</summary>
internal sealed record ReportedLine
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
    };

    public string? Metric { get; init; }

    public string? Gate { get; init; }

    public string? How { get; init; }

    public string? Test { get; init; }

    public IReadOnlyList<string>? Doubts { get; init; }

    public double? Value { get; init; }

    public long? Attempts { get; init; }

    public long? Hits { get; init; }

    public long? Trials { get; init; }

    public string? Unit { get; init; }

    public IReadOnlyList<double>? Values { get; init; }

    public string? Outcome { get; init; }

    public string? Message { get; init; }

    public double? Seconds { get; init; }

    /// <exception cref="JsonException">It is no such line.</exception>
    public static ReportedLine Parse(string line) => JsonSerializer.Deserialize<ReportedLine>(line, Format) ?? throw new JsonException("it is null");
}
