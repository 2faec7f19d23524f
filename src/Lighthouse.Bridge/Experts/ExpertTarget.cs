namespace Lighthouse.Bridge.Experts;

/// <summary>Who is to do a work: an expert by name, any with a capability, or any at all.</summary>
/// <param name="AgentId">The expert's name; null leaves the choice to the bridge.</param>
/// <param name="Capability">What it must be capable of; null when that does not matter.</param>
public readonly record struct ExpertTarget(string? AgentId, string? Capability)
{
    private const string Prefix = "capability:";

    /// <summary>Whether the bridge chooses.</summary>
    public bool IsRouted => AgentId is null;

    /// <summary>Reads the wire's word: a name, <c>capability:NAME</c>, or null. A colon is in no agent's name.</summary>
    public static ExpertTarget Parse(string? word) => word switch
    {
        null => default,
        _ when word.StartsWith(Prefix, StringComparison.Ordinal) => new(null, word[Prefix.Length..]),
        _ => new(word, null),
    };
}
