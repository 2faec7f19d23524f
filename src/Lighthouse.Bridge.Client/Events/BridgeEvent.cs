using System.Text.Json;

namespace Lighthouse.Bridge.Client;

/// <summary>A stored event as the bridge shows it.</summary>
/// <param name="EventId">Its identity.</param>
/// <param name="EventType">Type.</param>
/// <param name="AggregateId">What it is about.</param>
/// <param name="AggregateType">Kind of what it is about.</param>
/// <param name="Timestamp">Unix seconds.</param>
/// <param name="Data">Content.</param>
/// <param name="SourceAgent">Who caused it.</param>
/// <param name="SourceComponent"><c>agent</c>, or <c>bridge</c> for the bridge's own.</param>
/// <param name="Sequence">Global sequence.</param>
public sealed record BridgeEvent(
    EventId EventId, string EventType, string AggregateId, string AggregateType, double Timestamp,
    JsonElement Data, string SourceAgent, string SourceComponent, long Sequence);
