namespace Lighthouse.Bridge.Operations;

/// <summary>JSON schemas of what agents give to the file view: checked on the way in, described in OpenAPI.</summary>
internal static class FileViewShapes
{
    public const string AnnotateBody =
        """
        {
          "type": "object",
          "required": ["path", "text"],
          "properties": {
            "path": {"type": "string", "minLength": 1, "maxLength": 1024},
            "text": {"type": "string", "minLength": 1, "maxLength": 8192},
            "line": {"type": ["integer", "null"], "minimum": 1, "maximum": 1000000000},
            "agent_id": {"type": ["string", "null"], "maxLength": 64}
          }
        }
        """;

    public const string ShareBody =
        """
        {
          "type": "object",
          "required": ["package", "name", "content"],
          "properties": {
            "package": {"type": "string", "minLength": 1, "maxLength": 64},
            "name": {"type": "string", "minLength": 1, "maxLength": 64},
            "content": {"type": "string", "maxLength": 262144},
            "agent_id": {"type": ["string", "null"], "maxLength": 64}
          }
        }
        """;

    public const string KeptReply =
        """
        {
          "type": "object",
          "required": ["status", "message", "sequence"],
          "properties": {"status": {"type": "string"}, "message": {"type": "string"}, "sequence": {"type": "integer"}}
        }
        """;
}
