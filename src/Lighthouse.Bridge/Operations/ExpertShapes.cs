namespace Lighthouse.Bridge.Operations;

/// <summary>JSON schemas of experts: checked on the way in, described in OpenAPI.</summary>
internal static class ExpertShapes
{
    private const string Expert =
        """
        {
          "type": "object",
          "required": ["agent_id", "agent_type", "capabilities", "state", "overdue", "open_tasks", "max_concurrent", "last_heartbeat"],
          "properties": {
            "agent_id": {"type": "string"},
            "agent_type": {"type": "string"},
            "capabilities": {"type": "array", "items": {"type": "string"}},
            "state": {"type": "string", "enum": ["available", "busy", "offline", "suspended"]},
            "overdue": {"type": "boolean"},
            "open_tasks": {"type": "integer"},
            "max_concurrent": {"type": "integer"},
            "last_heartbeat": {"type": "number"},
            "metadata": {"type": "object"}
          }
        }
        """;

    public const string RegisterExpertBody =
        """
        {
          "type": "object",
          "required": ["agent_id", "agent_type", "capabilities"],
          "properties": {
            "agent_id": {"type": "string", "minLength": 1, "maxLength": 64},
            "agent_type": {"type": "string", "minLength": 1, "maxLength": 64},
            "capabilities": {"type": "array", "minItems": 1, "maxItems": 32, "items": {"type": "string", "minLength": 1, "maxLength": 64}},
            "metadata": {
              "type": ["object", "null"],
              "properties": {"max_concurrent": {"type": "integer", "minimum": 1, "maximum": 1000}}
            }
          }
        }
        """;

    public const string RegisterExpertReply =
        """
        {
          "type": "object",
          "required": ["success", "message", "token", "agent_id"],
          "properties": {
            "success": {"type": "boolean"},
            "message": {"type": "string"},
            "token": {"type": "string"},
            "agent_id": {"type": "string"}
          }
        }
        """;

    public const string HeartbeatBody =
        """
        {
          "type": "object",
          "required": ["agent_id", "token"],
          "properties": {
            "agent_id": {"type": "string", "minLength": 1, "maxLength": 64},
            "token": {"type": "string", "minLength": 1, "maxLength": 128}
          }
        }
        """;

    public const string HeartbeatReply =
        """
        {
          "type": "object",
          "required": ["status", "open_tasks", "next_heartbeat_before"],
          "properties": {
            "status": {"type": "string", "enum": ["available", "busy", "offline", "suspended"]},
            "open_tasks": {"type": "integer"},
            "next_heartbeat_before": {"type": "number"}
          }
        }
        """;

    public const string ListReply =
        """
        {"type": "object", "required": ["experts", "count"], "properties": {"experts": {"type": "array", "items":
        """ + Expert + """
        }, "count": {"type": "integer"}}}
        """;

    public const string SuspendBody =
        """
        {
          "type": "object",
          "required": ["agent_id"],
          "properties": {
            "agent_id": {"type": "string", "minLength": 1, "maxLength": 64},
            "reason": {"type": ["string", "null"], "maxLength": 1000}
          }
        }
        """;

    public const string DoneReply =
        """
        {
          "type": "object",
          "required": ["status", "message"],
          "properties": {"status": {"type": "string"}, "message": {"type": "string"}}
        }
        """;
}
