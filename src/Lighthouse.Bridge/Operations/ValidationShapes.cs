namespace Lighthouse.Bridge.Operations;

/// <summary>JSON schemas of the validation: checked on the way in, described in OpenAPI.</summary>
internal static class ValidationShapes
{
    public const string ValidateBody =
        """
        {
          "type": "object",
          "required": ["tool_name", "tool_input", "agent_id"],
          "properties": {
            "tool_name": {"type": "string", "minLength": 1, "maxLength": 128},
            "tool_input": {"type": "object"},
            "agent_id": {"type": "string", "minLength": 1, "maxLength": 64},
            "session_token": {"type": ["string", "null"], "maxLength": 512},
            "metadata": {"type": ["object", "null"]}
          }
        }
        """;

    public const string ValidateReply =
        """
        {
          "type": "object",
          "required": ["approved", "reasoning", "confidence", "processing_time_ms", "metadata"],
          "properties": {
            "approved": {"type": "boolean"},
            "reasoning": {"type": "string"},
            "confidence": {"type": "number", "enum": [0.95, 0.85, 0.65, 0.3]},
            "processing_time_ms": {"type": "number", "minimum": 0},
            "metadata": {
              "type": "object",
              "required": ["risk_level", "cache_hit", "expert_required", "decision", "layer", "policy_version"],
              "properties": {
                "risk_level": {"type": "string", "enum": ["low", "medium", "high", "critical"]},
                "cache_hit": {"type": "boolean"},
                "expert_required": {"type": "boolean"},
                "decision": {"type": "string", "enum": ["approved", "blocked", "escalate", "uncertain"]},
                "layer": {"type": "string", "enum": ["memory", "policy", "pattern", "expert"]},
                "rule_id": {"type": "string"},
                "policy_version": {"type": "string"}
              }
            }
          }
        }
        """;

    public const string PolicyReply =
        """
        {
          "type": "object",
          "required": ["policy_version", "rules"],
          "properties": {"policy_version": {"type": "string"}, "rules": {"type": "integer"}}
        }
        """;
}
