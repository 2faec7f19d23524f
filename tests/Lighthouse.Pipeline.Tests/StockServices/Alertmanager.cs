namespace Lighthouse.Pipeline.Tests.StockServices;

/// <summary>Prometheus' Alertmanager as the distribution has it, with basic authentication, which browsers add by themselves. It answers nothing to strangers, so a front that is healthy stands before it; and it serves no description, so the profile brings one.</summary>
internal static class Alertmanager
{
    // bcrypt, 16 rounds, of "mallory-s-password".
    private const string Users = "basic_auth_users: { mallory: $2b$04$FR0ZXRMyiy13PPSKISUBeOESIDkjDAbke5rQyWid7mhLe5SZhASGm }\n";

    /// <summary>Some of its operations, written for the test.</summary>
    public const string Description = """
        {
          "swagger": "2.0", "basePath": "/api/v2", "consumes": ["application/json"],
          "securityDefinitions": { "users": { "type": "basic" } }, "security": [{ "users": [] }],
          "paths": {
            "/status": { "get": {} },
            "/receivers": { "get": {} },
            "/alerts": {
              "get": { "parameters": [{ "name": "active", "in": "query", "type": "boolean", "default": true }] },
              "post": { "parameters": [{ "name": "alerts", "in": "body", "required": true, "schema": { "type": "array", "minItems": 1, "items": { "$ref": "#/definitions/Alert" } } }] }
            },
            "/silences": {
              "get": {},
              "post": { "parameters": [{ "name": "silence", "in": "body", "required": true, "schema": { "$ref": "#/definitions/Silence" } }] }
            }
          },
          "definitions": {
            "Labels": { "type": "object", "required": ["alertname"], "properties": { "alertname": { "type": "string", "example": "tea" } } },
            "Alert": { "type": "object", "required": ["labels"], "properties": { "labels": { "$ref": "#/definitions/Labels" } } },
            "Matcher": { "type": "object", "required": ["name", "value", "isRegex"], "properties": { "name": { "type": "string", "example": "alertname" }, "value": { "type": "string", "example": "tea" }, "isRegex": { "type": "boolean", "default": false } } },
            "Silence": {
              "type": "object", "required": ["matchers", "startsAt", "endsAt", "createdBy", "comment"],
              "properties": {
                "matchers": { "type": "array", "minItems": 1, "items": { "$ref": "#/definitions/Matcher" } },
                "startsAt": { "type": "string", "example": "2000-01-01T00:00:00Z" }, "endsAt": { "type": "string", "example": "2100-01-01T00:00:00Z" },
                "createdBy": { "type": "string", "example": "mallory" }, "comment": { "type": "string", "example": "quiet" }
              }
            }
          }
        }
        """;

    public static async Task<StockService> StartAsync(TemporaryFolder folder)
    {
        var program = StockService.Program("prometheus-alertmanager", "prometheus-alertmanager");
        var port = StockService.FreePort();
        await File.WriteAllTextAsync(folder["web.yml"], Users);
        await File.WriteAllTextAsync(folder["alertmanager.yml"], "route: { receiver: nobody }\nreceivers: [{ name: nobody }]\n");
        return await StockService.StartListeningAsync(
            program, port, $"--config.file={folder["alertmanager.yml"]}", $"--storage.path={folder["data"]}", $"--web.listen-address=127.0.0.1:{port}", "--cluster.listen-address=", $"--web.config.file={folder["web.yml"]}");
    }
}
