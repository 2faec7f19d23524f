namespace Lighthouse.Bridge.Operations;

/// <summary>JSON schemas of what the service says about itself: checked on the way in, described in OpenAPI.</summary>
internal static class ServiceShapes
{
    public const string HealthReply =
        """
        {
          "type": "object",
          "required": ["status", "service"],
          "properties": {
            "status": {"type": "string", "enum": ["healthy", "degraded", "starting", "draining", "overloaded", "unhealthy"]},
            "service": {"type": "string"},
            "problem": {"type": "string"}
          }
        }
        """;

    public const string StatusReply =
        """
        {
          "type": "object",
          "required": ["status", "mode", "components", "active_agents", "pending_validations", "uptime_seconds"],
          "properties": {
            "status": {"type": "string"},
            "mode": {"type": "string"},
            "components": {"type": "object", "additionalProperties": {"type": "string"}},
            "active_agents": {"type": "integer"},
            "pending_validations": {"type": "integer"},
            "uptime_seconds": {"type": "number"},
            "last_sequence": {"type": "integer"}
          }
        }
        """;

    public const string Error =
        """
        {
          "type": "object",
          "required": ["error", "detail"],
          "properties": {
            "error": {
              "type": "object",
              "required": ["code", "message"],
              "properties": {"code": {"type": "string"}, "message": {"type": "string"}}
            },
            "detail": {"type": "string"}
          }
        }
        """;
}
