namespace Lighthouse.Bridge.Validation;

/// <summary>What a validation came to. Only <see cref="Approved"/> lets a command run.</summary>
public enum Decision
{
    /// <summary>It may run.</summary>
    Approved,

    /// <summary>It must not run.</summary>
    Blocked,

    /// <summary>An expert must decide, and none has.</summary>
    Escalate,

    /// <summary>It could not be understood; it may be said more plainly.</summary>
    Uncertain,
}

/// <summary>How much harm the command could do.</summary>
public enum Risk
{
    /// <summary>Hardly any.</summary>
    Low,

    /// <summary>Some that can be undone.</summary>
    Medium,

    /// <summary>Much, or what cannot be undone.</summary>
    High,

    /// <summary>The machine, or secrets.</summary>
    Critical,
}

/// <summary>How sure the decision is; the wire's numbers are .3, .65, .85 and .95.</summary>
public enum Confidence
{
    /// <summary>.3</summary>
    Unknown,

    /// <summary>.65</summary>
    Low,

    /// <summary>.85</summary>
    Medium,

    /// <summary>.95</summary>
    High,
}

/// <summary>Which layer decided, in the order in which they are asked.</summary>
public enum ValidationLayer
{
    /// <summary>A verdict that was found before.</summary>
    Memory,

    /// <summary>The rules of the policy.</summary>
    Policy,

    /// <summary>Signs of risk.</summary>
    Pattern,

    /// <summary>An expert.</summary>
    Expert,
}

/// <summary>The wire's words and numbers.</summary>
internal static class ValidationWords
{
    public static readonly string[] Decisions = [.. Enum.GetValues<Decision>().Select(Word)];
    public static readonly string[] Risks = [.. Enum.GetValues<Risk>().Select(Word)];
    public static readonly string[] Confidences = [.. Enum.GetValues<Confidence>().Select(Word)];

    public static string Word<TWord>(this TWord word) where TWord : struct, Enum => word.ToString().ToLowerInvariant();

    /// <summary>The member of a word; null when there is none.</summary>
    public static TWord? Parse<TWord>(string? word) where TWord : struct, Enum
    {
        foreach (var value in Enum.GetValues<TWord>())
            if (value.Word() == word) return value;
        return null;
    }

    public static double Number(this Confidence confidence) => confidence switch
    {
        Confidence.High => 0.95,
        Confidence.Medium => 0.85,
        Confidence.Low => 0.65,
        _ => 0.3,
    };
}
