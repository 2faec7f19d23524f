using System.Text.Json;

namespace Lighthouse.Bridge.Client;

public sealed partial class BridgeSession
{
    // The bridge may wait for an expert before it answers.
    private static readonly TimeSpan ExpertTime = TimeSpan.FromSeconds(35);

    /// <summary>Asks whether a command may run.</summary>
    /// <param name="toolName">The tool, such as <c>bash</c>.</param>
    /// <param name="toolInput">Its input: an object that serialises to a JSON object.</param>
    /// <param name="metadata">An object that serialises to a JSON object; null for none.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<CommandVerdict> ValidateCommandAsync(string toolName, object toolInput, object? metadata = null, CancellationToken cancellation = default) =>
        _client.CallAsync<CommandVerdict>(PrepareValidation(toolName, toolInput, metadata), ExpertTime, cancellation);

    /// <summary>The question whether a command may run, to be sent as often as one likes.</summary>
    public PreparedRequest PrepareValidation(string toolName, object toolInput, object? metadata = null)
    {
        var body = new ValidateCommandRequest(toolName, WireJson.Element(toolInput)!.Value, AgentId, WireJson.Element(metadata));
        return Prepare(HttpMethod.Post, "/validate", WireJson.Body(body));
    }

    /// <summary>The policy that commands are checked by; only for who may read the configuration.</summary>
    public Task<ValidationPolicy> ValidationPolicyAsync(CancellationToken cancellation = default) =>
        _client.CallAsync<ValidationPolicy>(Prepare(HttpMethod.Get, "/validation/policy"), cancellation);

    /// <summary>Has the bridge read its policy again; only for admins.</summary>
    /// <exception cref="BridgeException">409 when the new policy has mistakes; the old one still holds.</exception>
    public Task<ValidationPolicy> ReloadValidationPolicyAsync(CancellationToken cancellation = default) =>
        _client.CallAsync<ValidationPolicy>(Prepare(HttpMethod.Post, "/validation/policy/reload"), cancellation);

    private sealed record ValidateCommandRequest(string ToolName, JsonElement ToolInput, string AgentId, JsonElement? Metadata);
}
