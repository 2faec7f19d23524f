namespace Lighthouse.Bridge.Operations;

/// <summary>JSON schemas of delegations and tasks: checked on the way in, described in OpenAPI.</summary>
internal static class DelegationShapes
{
    public const string DelegateBody =
        """
        {
          "type": "object",
          "required": ["tool_name", "tool_input", "target_expert", "session_token"],
          "properties": {
            "tool_name": {"type": "string", "minLength": 1, "maxLength": 128},
            "tool_input": {"type": "object"},
            "target_expert": {
              "type": ["string", "null"],
              "minLength": 1,
              "maxLength": 80,
              "description": "An expert's name, capability:NAME, or null for whoever is least loaded."
            },
            "session_token": {"type": "string", "minLength": 1, "maxLength": 1024},
            "metadata": {"type": ["object", "null"]}
          }
        }
        """;

    public const string DelegateReply =
        """
        {
          "type": "object",
          "required": ["status", "delegation_id", "target_expert", "message", "tool_name"],
          "properties": {
            "status": {"type": "string"},
            "delegation_id": {"type": "string"},
            "target_expert": {"type": "string"},
            "message": {"type": "string"},
            "tool_name": {"type": "string"},
            "expires_at": {"type": "number"}
          }
        }
        """;

    public const string CompleteBody =
        """
        {
          "type": "object",
          "required": ["delegation_id", "token"],
          "properties": {
            "delegation_id": {"type": "string", "minLength": 1, "maxLength": 64, "description": "The delegation's or the task's id."},
            "agent_id": {"type": ["string", "null"], "maxLength": 64},
            "token": {"type": "string", "minLength": 1, "maxLength": 128},
            "status": {"type": "string", "enum": ["completed", "failed"]},
            "result": {},
            "error": {"type": ["string", "null"], "maxLength": 4000}
          }
        }
        """;

    public const string DispatchBody =
        """
        {
          "type": "object",
          "required": ["target_agent", "task_description"],
          "properties": {
            "target_agent": {"type": ["string", "null"], "minLength": 1, "maxLength": 80},
            "task_description": {"type": "string", "minLength": 1, "maxLength": 10000},
            "priority": {"type": ["string", "null"], "enum": ["low", "normal", "high", "critical", null]},
            "metadata": {"type": ["object", "null"]}
          }
        }
        """;

    public const string DispatchReply =
        """
        {
          "type": "object",
          "required": ["task_id", "status", "message"],
          "properties": {
            "task_id": {"type": "string"},
            "status": {"type": "string"},
            "message": {"type": "string"},
            "target_agent": {"type": "string"},
            "expires_at": {"type": "number"}
          }
        }
        """;

    public const string WorkReply =
        """
        {
          "type": "object",
          "required": ["id", "kind", "status", "from_agent", "to_agent", "priority", "created_at", "expires_at"],
          "properties": {
            "id": {"type": "string"},
            "kind": {"type": "string", "enum": ["delegation", "task"]},
            "status": {"type": "string", "enum": ["pending", "completed", "failed", "timed_out"]},
            "from_agent": {"type": "string"},
            "to_agent": {"type": "string"},
            "tool_name": {"type": "string"},
            "task_description": {"type": "string"},
            "tool_input": {"type": "object"},
            "capability": {"type": "string"},
            "priority": {"type": "string", "enum": ["low", "normal", "high", "critical"]},
            "created_at": {"type": "number"},
            "expires_at": {"type": "number"},
            "ended_at": {"type": "number"},
            "result": {},
            "error": {"type": "string"},
            "metadata": {"type": "object"}
          }
        }
        """;

    public const string OpenWorkReply =
        """
        {"type": "object", "required": ["tasks", "count"], "properties": {"tasks": {"type": "array", "items":
        """ + WorkReply + """
        }, "count": {"type": "integer"}}}
        """;
}
