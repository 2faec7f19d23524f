namespace Lighthouse.Bridge.Operations;

/// <summary>JSON schemas of collaborations: checked on the way in, described in OpenAPI.</summary>
internal static class CollaborationShapes
{
    public const string StartBody =
        """
        {
          "type": "object",
          "required": ["participants"],
          "properties": {
            "participants": {"type": "array", "minItems": 1, "maxItems": 1000, "items": {"type": "string", "minLength": 1, "maxLength": 64}},
            "collaboration_type": {"type": ["string", "null"], "maxLength": 64},
            "objective": {"type": ["string", "null"], "maxLength": 10000},
            "metadata": {"type": ["object", "null"]}
          }
        }
        """;

    public const string Reply =
        """
        {
          "type": "object",
          "required": ["session_id", "status", "message", "participants"],
          "properties": {
            "session_id": {"type": "string"},
            "status": {"type": "string"},
            "message": {"type": "string"},
            "participants": {"type": "array", "items": {"type": "string"}}
          }
        }
        """;

    public const string EndBody =
        """
        {
          "type": "object",
          "required": ["session_id"],
          "properties": {
            "session_id": {"type": "string", "minLength": 1, "maxLength": 64},
            "summary": {"type": ["string", "null"], "maxLength": 10000}
          }
        }
        """;

    public const string ShareBody =
        """
        {
          "type": "object",
          "required": ["session_id", "key"],
          "properties": {
            "session_id": {"type": "string", "minLength": 1, "maxLength": 64},
            "key": {
              "type": "string", "minLength": 1, "maxLength": 128,
              "description": "vote/AGENT and vote/TOPIC/AGENT are shared by that agent alone, once, and stay."
            },
            "value": {"description": "Null or absent takes the key away."},
            "expected_version": {"type": ["integer", "null"], "minimum": 0}
          }
        }
        """;

    public const string ShareReply =
        """
        {
          "type": "object",
          "required": ["session_id", "status", "message", "version"],
          "properties": {
            "session_id": {"type": "string"},
            "status": {"type": "string"},
            "message": {"type": "string"},
            "version": {"type": "integer"}
          }
        }
        """;

    public const string ContextReply =
        """
        {
          "type": "object",
          "required": ["session_id", "status", "participants", "started_by", "started_at", "expires_at", "version", "context"],
          "properties": {
            "session_id": {"type": "string"},
            "status": {"type": "string", "enum": ["active", "ended"]},
            "participants": {"type": "array", "items": {"type": "string"}},
            "collaboration_type": {"type": "string"},
            "objective": {"type": "string"},
            "metadata": {"type": "object"},
            "started_by": {"type": "string"},
            "started_at": {"type": "number"},
            "expires_at": {"type": "number"},
            "ended_at": {"type": "number"},
            "version": {"type": "integer"},
            "context": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["key", "value", "agent_id", "version", "shared_at"],
                "properties": {
                  "key": {"type": "string"},
                  "value": {},
                  "agent_id": {"type": "string"},
                  "version": {"type": "integer"},
                  "shared_at": {"type": "number"}
                }
              }
            }
          }
        }
        """;
}
