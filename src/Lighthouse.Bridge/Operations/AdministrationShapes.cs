namespace Lighthouse.Bridge.Operations;

/// <summary>JSON schemas of what an operator changes: checked on the way in, described in OpenAPI.</summary>
internal static class AdministrationShapes
{
    public const string AgentBody =
        """
        {"type": "object", "required": ["agent_id"], "properties": {"agent_id": {"type": "string", "minLength": 1, "maxLength": 64}}}
        """;

    public const string AgentReply =
        """
        {
          "type": "object",
          "required": ["agent_id", "role", "disabled", "status"],
          "properties": {
            "agent_id": {"type": "string"}, "role": {"type": "string"}, "disabled": {"type": "boolean"}, "status": {"type": "string"}
          }
        }
        """;

    public const string AgentsReply =
        """
        {"type": "object", "required": ["agents", "count"], "properties": {"count": {"type": "integer"}, "agents": {"type": "array", "items":
        """ + AgentReply + """
        }}}
        """;

    public const string FlagsBody =
        """
        {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "elicitation_enabled": {"type": ["boolean", "null"]},
            "percentage": {"type": ["integer", "null"], "minimum": 0, "maximum": 100},
            "force": {"type": ["boolean", "null"]}
          }
        }
        """;

    public const string FlagsReply =
        """
        {
          "type": "object",
          "required": ["elicitation_enabled", "percentage", "force"],
          "properties": {"elicitation_enabled": {"type": "boolean"}, "percentage": {"type": "integer"}, "force": {"type": "boolean"}}
        }
        """;
}
