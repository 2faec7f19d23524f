using System.Text.Json;

namespace Lighthouse.Bridge.Experts;

/// <summary>Asks a registered expert for an opinion and waits for it.</summary>
public interface IExpertOpinions
{
    /// <summary>Delegates to an available expert that has a capability, spreading the load, and waits until it completed or the time is over.</summary>
    /// <param name="capability">What the expert must be capable of, such as <c>command_validation</c>.</param>
    /// <param name="toolName">What it is about.</param>
    /// <param name="toolInput">The input of that tool.</param>
    /// <param name="onBehalfOf">The agent that asks; it is never the expert itself.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="RefusalException">413 the input is too large, 429 too much work of the asker's is open, 503 nothing can be stored.</exception>
    Task<ExpertOpinion> AskAsync(
        string capability, string toolName, JsonElement toolInput, string onBehalfOf, TimeSpan timeout, CancellationToken cancellation);
}

/// <summary>What came of asking.</summary>
/// <param name="Outcome">Whether there is a result.</param>
/// <param name="Expert">Who was asked; null when nobody was available.</param>
/// <param name="Result">What the expert said; null unless it answered.</param>
public sealed record ExpertOpinion(ExpertOutcome Outcome, string? Expert, JsonElement? Result);

/// <summary>How asking an expert ended.</summary>
public enum ExpertOutcome
{
    /// <summary>The expert completed.</summary>
    Answered,

    /// <summary>No expert with that capability was available.</summary>
    NoneAvailable,

    /// <summary>The expert did not complete in time.</summary>
    TimedOut,

    /// <summary>The expert said that it failed.</summary>
    Failed,
}
