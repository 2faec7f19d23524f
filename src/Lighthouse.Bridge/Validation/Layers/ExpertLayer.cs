using System.Text.Json;
using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Experts;

namespace Lighthouse.Bridge.Validation.Layers;

/// <summary>An expert could not be asked or did not answer.</summary>
internal sealed class NoOpinionException(string message) : Exception(message);

/// <summary>Asks an expert about what is escalated. Without an answer it stays escalated.</summary>
internal sealed class ExpertLayer(BridgeOptions options, PendingExperts pending, IEnumerable<IExpertOpinions> experts) : IValidationLayer
{
    /// <summary>What an expert must be capable of to be asked.</summary>
    public const string Capability = "command_validation";

    private readonly IExpertOpinions? _experts = experts.LastOrDefault();

    public ValidationLayer Layer => ValidationLayer.Expert;

    public async ValueTask<Verdict?> DecideAsync(ValidationCase given, CancellationToken cancellation)
    {
        if (given.Opinion is not { Decision: Decision.Escalate } opinion) return null;
        if (_experts is null) return Unanswered(opinion, "No expert is available.");
        using var place = pending.TryEnter(given.Request.Caller.AgentId);
        if (place is null) return Unanswered(opinion, "Too many experts are being asked now.");
        var timeout = options.Validation.ExpertTimeout;
        var said = await _experts
            .AskAsync(Capability, given.Request.ToolName, given.Request.ToolInput, given.Request.Caller.AgentId, timeout, cancellation)
            .WaitAsync(timeout + TimeSpan.FromSeconds(1), pending.Time, cancellation);
        return said.Outcome switch
        {
            ExpertOutcome.Answered => ExpertAnswer.Read(said, given.Request.Caller.AgentId),
            ExpertOutcome.NoneAvailable => Unanswered(opinion, "No expert is available."),
            ExpertOutcome.TimedOut => throw new NoOpinionException("The expert did not answer in time."),
            _ => throw new NoOpinionException("The expert failed."),
        };
    }

    /// <summary>The escalation as it stands when nobody answered.</summary>
    public static Verdict Unanswered(Verdict opinion, string why) => opinion with
    {
        Decision = Decision.Escalate, Layer = ValidationLayer.Expert, Reasoning = $"{opinion.Reasoning} {why}", Confidence = Confidence.Unknown, IsFailure = true,
    };
}

/// <summary>Reads what an expert answered: <c>decision</c> or <c>approved</c>, and if it likes <c>reasoning</c>, <c>confidence</c>, <c>risk_level</c>.</summary>
internal static class ExpertAnswer
{
    private const int LongestReasoning = 1_000;

    public static Verdict Read(ExpertOpinion said, string askedBy)
    {
        if (said.Expert is null || said.Expert == askedBy || said.Result is not { ValueKind: JsonValueKind.Object } result) return Unclear(said);
        var word = ValidationWords.Parse<Decision>(Text(result, "decision"));
        var approved = result.TryGetProperty("approved", out var flag) ? flag.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => (bool?)null } : null;
        // What it leaves out can be filled in; what contradicts itself is no answer.
        if (result.TryGetProperty("decision", out _) && word is null) return Unclear(said);
        if (flag.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.True or JsonValueKind.False)) return Unclear(said);
        var decision = word ?? (approved is { } yes ? yes ? Decision.Approved : Decision.Blocked : null);
        if (decision is null || (approved is not null && approved != (decision == Decision.Approved))) return Unclear(said);
        var reasoning = Text(result, "reasoning") is { Length: > 0 } text ? text : "The expert gave no reason.";
        return new(decision.Value, ValidationLayer.Expert, reasoning.Length > LongestReasoning ? reasoning[..LongestReasoning] : reasoning)
        {
            Confidence = ValidationWords.Parse<Confidence>(Text(result, "confidence")) ?? Confidence.Medium,
            Risk = ValidationWords.Parse<Risk>(Text(result, "risk_level")) ?? Risk.Medium,
            Expert = said.Expert,
        };
    }

    private static Verdict Unclear(ExpertOpinion said) =>
        new(Decision.Uncertain, ValidationLayer.Expert, "The expert's answer is not understood.") { Expert = said.Expert, IsFailure = true };

    private static string? Text(JsonElement result, string name) =>
        result.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
