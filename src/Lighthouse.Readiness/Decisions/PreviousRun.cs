using System.Text.Json;
using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Decisions;

/// <summary>An earlier run as its decision file tells it, for a reader to compare with. Nothing is judged by it, and nobody verified it.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Commit">Its commit.</param>
/// <param name="Profile">Its profile.</param>
/// <param name="Outcome">What was decided.</param>
/// <param name="DecidedAt">When, as it is written there.</param>
/// <param name="Gates">Its gates.</param>
public sealed record PreviousRun(string RunId, string Commit, string Profile, string Outcome, string DecidedAt, IReadOnlyList<PreviousGate> Gates)
{
    /// <summary>The largest decision file that is read: far above what a week of gates takes.</summary>
    public const int LargestBytes = 16 * 1024 * 1024;

    /// <summary>Reads a decision file (<c>friday_decision.json</c>).</summary>
    /// <returns>The run; null when the bytes are no such file.</returns>
    public static PreviousRun? Parse(ReadOnlyMemory<byte> json)
    {
        if (json.Length > LargestBytes)
            return null;
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return new PreviousRun(
                Text(root, "run_id"), Text(root, "commit"), Text(root, "profile"), Text(root, "decision"), Text(root, "timestamp"),
                [.. root.GetProperty("gates").EnumerateArray().Select(Gate).DistinctBy(gate => gate.Id)]);
        }
        catch (Exception unfit) when (unfit is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static PreviousGate Gate(JsonElement gate)
    {
        var measured = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var criterion in gate.GetProperty("criteria").EnumerateArray())
        {
            if (Measured(criterion.GetProperty("measured")) is { } quantity)
                measured[Text(criterion, "criterion")] = quantity;
        }

        return new PreviousGate(Text(gate, "id"), Text(gate, "verdict"), measured);
    }

    private static Quantity? Measured(JsonElement measured) =>
        measured.ValueKind == JsonValueKind.Object && measured.GetProperty("value") is { ValueKind: JsonValueKind.Number } value && Unit.TryParse(Text(measured, "unit"), out var unit)
            ? new Quantity(value.GetDouble(), unit)
            : null;

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString() ?? throw new FormatException($"{property} is null");
}

/// <summary>A gate of an earlier run.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Verdict">Its verdict, as it is written there.</param>
/// <param name="Measured">What was measured, by the text of the criterion.</param>
public sealed record PreviousGate(string Id, string Verdict, IReadOnlyDictionary<string, Quantity> Measured);
