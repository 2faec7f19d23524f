namespace Lighthouse.Bridge.Operations;

/// <summary>JSON schemas of replays and past states, described in OpenAPI.</summary>
internal static class HistoryShapes
{
    public const string ReplayLine =
        """
        {
          "type": "object",
          "description": "A line: an event as in /event/query; the last line has 'replayed' and 'next_sequence' instead.",
          "properties": {
            "sequence": {"type": "integer"},
            "replayed": {"type": "integer"},
            "next_sequence": {"type": "integer"}
          }
        }
        """;

    public const string StateReply =
        """
        {
          "type": "object",
          "required": ["aggregate_type", "aggregate_id", "version", "state", "first_sequence", "last_sequence", "updated_at", "is_partial"],
          "properties": {
            "aggregate_type": {"type": "string"},
            "aggregate_id": {"type": "string"},
            "version": {"type": "integer"},
            "state": {"type": "object"},
            "first_sequence": {"type": "integer"},
            "last_sequence": {"type": "integer"},
            "updated_at": {"type": "number"},
            "is_partial": {"type": "boolean"}
          }
        }
        """;
}
