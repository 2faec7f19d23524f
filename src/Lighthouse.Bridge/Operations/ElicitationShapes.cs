namespace Lighthouse.Bridge.Operations;

/// <summary>JSON schemas of elicitations: checked on the way in, described in OpenAPI.</summary>
internal static class ElicitationShapes
{
    public const string CreateElicitationBody =
        """
        {
          "type": "object",
          "required": ["from_agent", "to_agent", "message", "schema"],
          "properties": {
            "from_agent": {"type": "string", "maxLength": 64},
            "to_agent": {"type": "string", "maxLength": 64},
            "message": {"type": "string", "minLength": 1, "maxLength": 10000},
            "schema": {"type": "object"},
            "timeout_seconds": {"type": "number", "minimum": 1, "maximum": 3600},
            "metadata": {"type": ["object", "null"]}
          }
        }
        """;

    public const string CreateElicitationReply =
        """
        {
          "type": "object",
          "required": ["elicitation_id", "status", "expires_at", "message"],
          "properties": {
            "elicitation_id": {"type": "string"},
            "status": {"type": "string"},
            "expires_at": {"type": "number"},
            "message": {"type": "string"},
            "nonce": {"type": "string"}
          }
        }
        """;

    public const string PendingElicitationsReply =
        """
        {
          "type": "object",
          "required": ["elicitations", "count"],
          "properties": {
            "elicitations": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["id", "from_agent", "message", "schema", "created_at", "expires_at", "nonce"],
                "properties": {
                  "id": {"type": "string"},
                  "from_agent": {"type": "string"},
                  "message": {"type": "string"},
                  "schema": {"type": "object"},
                  "created_at": {"type": "number"},
                  "expires_at": {"type": "number"},
                  "nonce": {"type": "string"},
                  "signature": {"type": "string"}
                }
              }
            },
            "count": {"type": "integer"}
          }
        }
        """;

    public const string RespondToElicitationBody =
        """
        {
          "type": "object",
          "required": ["elicitation_id", "responding_agent", "response_type"],
          "properties": {
            "elicitation_id": {"type": "string", "maxLength": 64},
            "responding_agent": {"type": "string", "maxLength": 64},
            "response_type": {"type": "string", "enum": ["accept", "decline", "cancel"]},
            "data": {},
            "metadata": {"type": ["object", "null"]},
            "nonce": {"type": ["string", "null"], "maxLength": 64},
            "signature": {"type": ["string", "null"], "maxLength": 64}
          }
        }
        """;

    public const string RespondToElicitationReply =
        """
        {
          "type": "object",
          "required": ["status", "message"],
          "properties": {"status": {"type": "string"}, "message": {"type": "string"}}
        }
        """;

    public const string ElicitationStatusReply =
        """
        {
          "type": "object",
          "required": ["status", "created_at"],
          "properties": {
            "status": {"type": "string", "enum": ["pending", "accepted", "declined", "cancelled", "expired"]},
            "created_at": {"type": "number"},
            "expires_at": {"type": "number"},
            "responded_at": {"type": "number"},
            "data": {}
          }
        }
        """;

    public const string ElicitationMetricsReply =
        """
        {
          "type": "object",
          "required": ["performance", "security", "activity"],
          "properties": {"performance": {"type": "object"}, "security": {"type": "object"}, "activity": {"type": "object"}}
        }
        """;
}
