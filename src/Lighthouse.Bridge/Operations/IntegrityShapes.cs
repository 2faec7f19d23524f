namespace Lighthouse.Bridge.Operations;

/// <summary>JSON schemas of the integrity monitor's operations: checked on the way in, described in OpenAPI.</summary>
internal static class IntegrityShapes
{
    public const string ViolationsReply =
        """
        {
          "type": "object",
          "required": ["violations", "count", "open", "passes", "bytes_verified"],
          "properties": {
            "violations": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["violation_id", "kind", "severity", "subject", "first_sequence", "last_sequence", "detail", "found_at", "status"],
                "properties": {
                  "violation_id": {"type": "string"},
                  "kind": {"type": "string"},
                  "severity": {"type": "string"},
                  "subject": {"type": "string"},
                  "first_sequence": {"type": "integer"},
                  "last_sequence": {"type": "integer"},
                  "detail": {"type": "string"},
                  "found_at": {"type": "number"},
                  "status": {"type": "string", "enum": ["open", "resolved"]},
                  "resolution": {"type": "string"},
                  "note": {"type": "string"},
                  "resolved_by": {"type": "string"},
                  "resolved_at": {"type": "number"}
                }
              }
            },
            "count": {"type": "integer"},
            "open": {"type": "integer"},
            "passes": {"type": "integer"},
            "last_pass_at": {"type": "number"},
            "bytes_verified": {"type": "integer"}
          }
        }
        """;

    public const string ResolveBody =
        """
        {
          "type": "object",
          "required": ["violation_id", "resolution"],
          "properties": {
            "violation_id": {"type": "string", "minLength": 1, "maxLength": 128},
            "resolution": {"type": "string", "enum": ["restored", "removed", "false_alarm", "accepted"]},
            "note": {"type": ["string", "null"], "maxLength": 2000}
          }
        }
        """;

    public const string ResolveReply =
        """
        {
          "type": "object",
          "required": ["status", "message"],
          "properties": {"status": {"type": "string"}, "message": {"type": "string"}}
        }
        """;
}
