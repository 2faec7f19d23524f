namespace Lighthouse.Bridge.Operations;

/// <summary>JSON schemas of what clients send over a WebSocket.</summary>
internal static class PushShapes
{
    public const string Message =
        """
        {
          "type": "object",
          "required": ["type"],
          "properties": {
            "type": {"enum": ["ping", "subscribe", "unsubscribe", "publish"]},
            "ref": {"type": ["string", "null"], "maxLength": 64}
          }
        }
        """;

    public const string Subscribe =
        """
        {
          "type": "object",
          "required": ["event_types"],
          "properties": {
            "event_types": {"type": "array", "minItems": 1, "maxItems": 100, "items": {"type": "string", "minLength": 1, "maxLength": 128}},
            "since_sequence": {"type": ["integer", "null"], "minimum": 0}
          }
        }
        """;

    /// <summary>What the bridge sends; described only.</summary>
    public const string Pushed =
        """
        {
          "type": "object",
          "description": "Not a reply of HTTP: the text messages that the bridge sends over the socket.",
          "required": ["type"],
          "properties": {
            "type": {"enum": ["event", "elicitation", "elicitation_ended", "pong", "subscribed", "unsubscribed", "ack", "error"]},
            "ref": {"type": "string"},
            "sequence": {"type": "integer"},
            "event": {"type": "object"},
            "elicitation": {"type": "object"}
          }
        }
        """;
}
