using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Integrity;

/// <summary>The violations in memory, bounded: of too many, the oldest resolved ones are forgotten first.</summary>
internal sealed class ViolationRegister
{
    public const int Most = 1_000;
    private readonly Lock _gate = new();
    private readonly List<Violation> _violations = [];

    public int Open
    {
        get
        {
            lock (_gate) return _violations.Count(violation => violation.Resolution is null);
        }
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Violation> List()
    {
        lock (_gate) return [.. Enumerable.Reverse(_violations)];
    }

    public Violation? Find(string id)
    {
        lock (_gate) return _violations.Find(violation => violation.Id == id);
    }

    /// <summary>Whether the same is open already, or accepted.</summary>
    public bool Knows(IntegrityFinding finding)
    {
        lock (_gate)
            return _violations.Exists(known => known.Resolution is null or { Word: Resolution.Accepted } && known.Finding.Concerns(finding));
    }

    /// <summary>Whether there is room for another one that is open.</summary>
    public bool HasRoom
    {
        get
        {
            lock (_gate) return _violations.Count < Most || _violations.Exists(violation => violation.Resolution is not null);
        }
    }

    public void Put(Violation violation)
    {
        lock (_gate)
        {
            var at = _violations.FindIndex(known => known.Id == violation.Id);
            if (at >= 0)
            {
                _violations[at] = violation;
                return;
            }
            if (_violations.Count >= Most)
                _violations.RemoveAt(Math.Max(0, _violations.FindIndex(known => known.Resolution is not null)));
            _violations.Add(violation);
        }
    }

    public void Apply(StoredEvent stored)
    {
        var data = stored.Event.Data;
        if (stored.Event.EventType == BridgeEvents.IntegrityViolation)
            Put(ReadFound(data));
        else if (stored.Event.EventType == BridgeEvents.IntegrityResolved && Find(Text(data, "violation_id")) is { } known)
            Put(known with { Resolution = ReadResolution(data) });
    }

    public static JsonObject Found(Violation violation) => new()
    {
        ["violation_id"] = violation.Id,
        ["kind"] = violation.Finding.Kind,
        ["severity"] = violation.Severity,
        ["subject"] = violation.Finding.Subject,
        ["first_sequence"] = violation.Finding.FirstSequence,
        ["last_sequence"] = violation.Finding.LastSequence,
        ["detail"] = violation.Finding.Detail,
        ["found_at"] = violation.FoundAt,
    };

    public static JsonObject Resolved(Violation violation, Resolution resolution) => new()
    {
        ["violation_id"] = violation.Id,
        ["kind"] = violation.Finding.Kind,
        ["resolution"] = resolution.Word,
        ["note"] = resolution.Note,
        ["resolved_by"] = resolution.By,
        ["resolved_at"] = resolution.At,
    };

    public void WriteState(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var violation in List().Reverse())
        {
            json.WriteStartObject();
            json.WritePropertyName("found");
            Found(violation).WriteTo(json);
            if (violation.Resolution is { } resolution)
            {
                json.WritePropertyName("resolved");
                Resolved(violation, resolution).WriteTo(json);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public void ReadState(JsonElement state)
    {
        foreach (var one in state.EnumerateArray())
            Put(ReadFound(one.GetProperty("found")) with { Resolution = one.TryGetProperty("resolved", out var resolved) ? ReadResolution(resolved) : null });
    }

    /// <summary>The identity of a violation: what it is, where and when.</summary>
    public static string NewId(IntegrityFinding finding, long foundAt, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"violation_{foundAt:x}_{finding.FirstSequence}_{number}");

    private static Violation ReadFound(JsonElement data) => new(
        Text(data, "violation_id"),
        new IntegrityFinding(
            Text(data, "kind"), Text(data, "subject"), data.GetProperty("first_sequence").GetInt64(), data.GetProperty("last_sequence").GetInt64(), Text(data, "detail")),
        Text(data, "severity"), data.GetProperty("found_at").GetInt64());

    private static Resolution ReadResolution(JsonElement data) =>
        new(Text(data, "resolution"), Text(data, "note"), Text(data, "resolved_by"), data.GetProperty("resolved_at").GetInt64());

    private static string Text(JsonElement data, string name) => data.GetProperty(name).GetString()!;
}
