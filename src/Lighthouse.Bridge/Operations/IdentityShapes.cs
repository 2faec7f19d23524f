namespace Lighthouse.Bridge.Operations;

/// <summary>JSON schemas of agents and sessions: checked on the way in, described in OpenAPI.</summary>
internal static class IdentityShapes
{
    public const string RegisterAgentBody =
        """
        {
          "type": "object",
          "required": ["agent_id"],
          "properties": {
            "agent_id": {"type": "string", "minLength": 1, "maxLength": 64},
            "role": {"type": "string", "enum": ["guest", "agent", "expert_agent", "system_agent", "admin"]}
          }
        }
        """;

    public const string RegisterAgentReply =
        """
        {
          "type": "object",
          "required": ["agent_id", "role", "secret"],
          "properties": {"agent_id": {"type": "string"}, "role": {"type": "string"}, "secret": {"type": "string"}}
        }
        """;

    public const string CreateSessionBody =
        """
        {
          "type": "object",
          "required": ["agent_id", "ip_address", "user_agent", "credential"],
          "properties": {
            "agent_id": {"type": "string", "minLength": 1, "maxLength": 64},
            "ip_address": {"type": "string", "minLength": 1, "maxLength": 64},
            "user_agent": {"type": "string", "maxLength": 512},
            "metadata": {"type": ["object", "null"]},
            "credential": {
              "type": "object",
              "required": ["timestamp", "nonce", "signature"],
              "properties": {
                "timestamp": {"type": "integer", "minimum": 0, "maximum": 100000000000},
                "nonce": {"type": "string", "minLength": 16, "maxLength": 64},
                "signature": {"type": "string", "minLength": 64, "maxLength": 64}
              }
            }
          }
        }
        """;

    public const string CreateSessionReply =
        """
        {
          "type": "object",
          "required": ["session_id", "session_token", "expires_at", "agent_id"],
          "properties": {
            "session_id": {"type": "string"},
            "session_token": {"type": "string"},
            "expires_at": {"type": "string"},
            "agent_id": {"type": "string"}
          }
        }
        """;

    public const string ValidateSessionBody =
        """
        {
          "type": "object",
          "required": ["session_token", "agent_id"],
          "properties": {
            "session_token": {"type": "string", "maxLength": 1024},
            "agent_id": {"type": "string", "maxLength": 64},
            "ip_address": {"type": ["string", "null"]},
            "user_agent": {"type": ["string", "null"]}
          }
        }
        """;

    public const string ValidateSessionReply =
        """
        {"type": "object", "required": ["valid"], "properties": {"valid": {"type": "boolean"}}}
        """;

    public const string RevokeSessionBody =
        """
        {"type": "object", "properties": {"session_id": {"type": ["string", "null"], "minLength": 32, "maxLength": 32}}}
        """;

    public const string ListSessionsReply =
        """
        {
          "type": "object",
          "required": ["sessions", "count"],
          "properties": {
            "sessions": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["session_id", "agent_id", "ip_address", "user_agent", "created_at", "last_used_at", "ends_at"],
                "properties": {
                  "session_id": {"type": "string"},
                  "agent_id": {"type": "string"},
                  "ip_address": {"type": "string"},
                  "user_agent": {"type": "string"},
                  "created_at": {"type": "number"},
                  "last_used_at": {"type": "number"},
                  "ends_at": {"type": "number"}
                }
              }
            },
            "count": {"type": "integer"}
          }
        }
        """;

    public const string RevokeSessionReply =
        """
        {"type": "object", "required": ["status"], "properties": {"status": {"type": "string"}, "message": {"type": "string"}}}
        """;
}
