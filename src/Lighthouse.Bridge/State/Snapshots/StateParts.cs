using System.Text.Json;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.State.Snapshots;

/// <summary>All parts whose state comes from events, as one.</summary>
internal sealed class StateParts
{
    private readonly IReadOnlyList<IEventSourced> _projections;
    private readonly IReadOnlyList<ISnapshotted> _snapshotted;
    private readonly ILogger<StateParts> _log;

    public StateParts(IEnumerable<IEventSourced> projections, INonces nonces, IEnumerable<ISnapshotted> others, ILogger<StateParts> log)
    {
        _projections = [.. projections];
        _log = log;
        object[] all = [.. _projections, nonces];
        _snapshotted = [.. all.OfType<ISnapshotted>().Concat(others).Distinct().OrderBy(part => part.Name, StringComparer.Ordinal)];
        Missing = [.. all.Where(part => part is not ISnapshotted).Select(part => part.GetType().Name)];
    }

    /// <summary>Parts that cannot be written down. While there are any, snapshots would lose their state, so there are none.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>Applies an event to every part, if it is one of the bridge's own.</summary>
    public void Apply(StoredEvent stored)
    {
        if (stored.Event.SourceComponent != BridgeEvents.Component) return;
        try
        {
            foreach (var projection in _projections) projection.Apply(stored);
        }
        catch (Exception problem) when (problem is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            // Written by another version: the event stays readable, and what it would have given is missing, which can only refuse.
            _log.LogError("Event {Sequence} of type {EventType} could not be applied: {Problem}", stored.Sequence, stored.Event.EventType, problem.Message);
        }
    }

    /// <summary>The state of all parts as JSON.</summary>
    /// <param name="roughly">How many bytes are expected: what grows by doubling takes several times as much memory as it holds.</param>
    public ReadOnlyMemory<byte> Write(int roughly = 0)
    {
        var bytes = new PacedBytes(roughly);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var part in _snapshotted)
            {
                json.WritePropertyName(part.Name);
                part.WriteState(json);
            }
            json.WriteEndObject();
        }
        return bytes.Written;
    }

    /// <summary>Takes over the state of all parts; false when it is not that of exactly these parts.</summary>
    public bool TryRead(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 128 });
            var members = document.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);
            if (members.Count != _snapshotted.Count || _snapshotted.Any(part => !members.ContainsKey(part.Name)))
                return false;
            foreach (var part in _snapshotted) part.ReadState(members[part.Name]);
            return true;
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            return false;
        }
    }
}
