using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;
using Lighthouse.Bridge.Validation.Caching;
using Lighthouse.Bridge.Validation.Layers;

namespace Lighthouse.Bridge.Validation;

/// <summary>What is kept of decisions: the event of each, the memory of the definite ones, the figures.</summary>
internal sealed class ValidationRecords(
    BridgeOptions options, Journal journal, IVerdictCache cache, PendingExperts pending, ValidationFigures figures, TimeProvider time)
{
    // Without a key, whoever reads an event could guess a short secret in the input by its digest.
    private readonly byte[] _digestKey = HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.StoreKey), "validation input"u8);

    public PendingExperts Pending => pending;

    public ValidationFigures Figures => figures;

    public Watch Start() => new(time, time.GetTimestamp());

    /// <summary>Writes the decision down; it is on stable storage when this returns.</summary>
    public Task WriteAsync(ValidationCase given, Verdict verdict, TimeSpan decidedIn)
    {
        var caller = given.Request.Caller;
        var digest = Digest(given.Request.ToolName, given.Key.InputDigest);
        var data = new JsonObject
        {
            ["agent_id"] = caller.AgentId,
            ["role"] = caller.Role.Name(),
            ["tool_name"] = given.Request.ToolName,
            ["input_digest"] = digest,
            ["decision"] = verdict.Decision.Word(),
            ["layer"] = verdict.Layer.Word(),
            ["rule_id"] = verdict.RuleId,
            ["expert"] = verdict.Expert,
            ["risk_level"] = verdict.Risk.Word(),
            ["confidence"] = verdict.Confidence.Number(),
            ["policy_version"] = given.Policy.Version,
            ["decided_in_ms"] = Math.Round(decidedIn.TotalMilliseconds, 3),
        };
        return journal.WriteAsync(BridgeEvents.ValidationDecided, "validation", digest[..32], caller.AgentId, data);
    }

    /// <summary>Remembers a verdict that is definite and was not remembered yet.</summary>
    public void Remember(ValidationCase given, Verdict verdict)
    {
        if (!verdict.IsDefinite || verdict.IsFailure || verdict.Layer == ValidationLayer.Memory) return;
        if (verdict.Layer != ValidationLayer.Expert) cache.Keep(given.Key, verdict, null);
        else if (options.Validation.ExpertVerdictLife > TimeSpan.Zero) cache.Keep(given.Key, verdict, options.Validation.ExpertVerdictLife);
    }

    private string Digest(string toolName, string inputDigest) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_digestKey, Encoding.UTF8.GetBytes(toolName + "\n" + inputDigest)));

    /// <summary>Time since a request.</summary>
    internal readonly record struct Watch(TimeProvider Time, long StartedAt)
    {
        public TimeSpan Elapsed => Time.GetElapsedTime(StartedAt);
    }
}
