namespace Lighthouse.Bridge.Operations;

/// <summary>JSON schemas of events: checked on the way in, described in OpenAPI.</summary>
internal static class EventShapes
{
    private const string Event =
        """
        {
          "type": "object",
          "required": [
            "event_id",
            "event_type",
            "aggregate_id",
            "aggregate_type",
            "timestamp",
            "data",
            "source_agent",
            "source_component",
            "sequence"
          ],
          "properties": {
            "event_id": {
              "type": "object",
              "required": ["timestamp_ns", "sequence", "node_id"],
              "properties": {"timestamp_ns": {"type": "integer"}, "sequence": {"type": "integer"}, "node_id": {"type": "string"}}
            },
            "event_type": {"type": "string"},
            "aggregate_id": {"type": "string"},
            "aggregate_type": {"type": "string"},
            "timestamp": {"type": "number"},
            "data": {"type": "object"},
            "source_agent": {"type": "string"},
            "source_component": {"type": "string"},
            "sequence": {"type": "integer"}
          }
        }
        """;

    public const string StoreEventBody =
        """
        {
          "type": "object",
          "required": ["event_type"],
          "properties": {
            "event_type": {"type": "string", "minLength": 1, "maxLength": 128},
            "aggregate_id": {"type": ["string", "null"], "maxLength": 256},
            "aggregate_type": {"type": ["string", "null"], "maxLength": 128},
            "agent_id": {"type": ["string", "null"], "maxLength": 64},
            "data": {"type": ["object", "null"]},
            "metadata": {"type": ["object", "null"]}
          }
        }
        """;

    public const string StoreBatchBody =
        """
        {"type": "object", "required": ["events"], "properties": {"events": {"type": "array", "minItems": 1, "maxItems": 1000, "items":
        """ + StoreEventBody + """
        }}}
        """;

    public const string StoreBatchReply =
        """
        {
          "type": "object",
          "required": ["status", "message", "count", "first_sequence", "last_sequence"],
          "properties": {
            "status": {"type": "string"},
            "message": {"type": "string"},
            "count": {"type": "integer"},
            "first_sequence": {"type": "integer"},
            "last_sequence": {"type": "integer"}
          }
        }
        """;

    public const string StoreEventReply =
        """
        {
          "type": "object",
          "required": ["event_id", "status", "message", "sequence"],
          "properties": {
            "event_id": {"type": "object"},
            "status": {"type": "string"},
            "message": {"type": "string"},
            "sequence": {"type": "integer"}
          }
        }
        """;

    public const string QueryEventsReply =
        """
        {
          "type": "object",
          "required": ["events", "count", "message"],
          "properties": {"events": {"type": "array", "items":
        """ + Event + """
        }, "count": {"type": "integer"}, "message": {"type": "string"}}
        }
        """;

    public const string WaitReply =
        """
        {
          "type": "object",
          "required": ["events", "count", "waited_seconds", "status"],
          "properties": {
            "events": {"type": "array", "items":
        """ + Event + """
        },
            "count": {"type": "integer"},
            "waited_seconds": {"type": "number"},
            "status": {"type": "string", "enum": ["new_events", "timeout"]},
            "next_sequence": {"type": "integer"}
          }
        }
        """;
}
